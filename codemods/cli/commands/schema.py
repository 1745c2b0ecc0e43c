"""`repoint schema`: its options, and what it prints."""

from codemods.cli import options
from codemods.cli.exit_codes import ExitCode, command


@command
def schema(output: options.Output = None, debug: options.Debug = False) -> ExitCode:
    """Print a JSON schema of migration files, for your editor."""
    from codemods.cli.formats.encode_json import encode_json
    from codemods.cli.formats.output_files import write_output
    from codemods.migration.json_schema import migration_schema

    write_output(encode_json(migration_schema()), output)
    return ExitCode.OK
