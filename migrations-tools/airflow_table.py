"""airflow-3: what ruff's AIR301, AIR302, AIR311, AIR312 and AIR321 know, asked name by name."""

from collections.abc import Iterator
from pathlib import Path

from ruff_answers import Answer, ask_ruff, importing, ruff_version
from rule_model import Arguments, LeftOut, ModuleRule, Section, SymbolRule, Table
from rust_arms import dotted_names

_FILES = (
    *("removal_in_3", "moved_to_provider_in_3", "moved_in_3_1"),
    *("suggested_to_update_3_0", "suggested_to_move_to_provider_in_3"),
)
_OPEN = {
    "airflow.models.*.Param": ("airflow.models.Param", "airflow.models.param.Param"),
    "airflow.models.*.ParamsDict": ("airflow.models.param.ParamsDict",),
    "airflow.models.*.DagParam": ("airflow.models.param.DagParam",),
}
"""Patterns that leave parts open, and the paths that Airflow 2 has for them."""
_MEMBERS = {
    "airflow.datasets.manager:DatasetManager": (
        *("register_dataset_change", "create_datasets", "notify_dataset_created", "notify_dataset_changed"),
        "notify_dataset_alias_created",
    ),
    "airflow.lineage.hook:HookLineageCollector": (
        *("create_dataset", "add_input_dataset", "add_output_dataset", "collected_datasets"),
    ),
    "airflow.providers_manager:ProvidersManager": (
        *("initialize_providers_dataset_uri_resources", "dataset_factories", "dataset_uri_handlers"),
        "dataset_to_openlineage_converters",
    ),
    "airflow.secrets.local_filesystem:LocalFilesystemBackend": ("get_connections",),
    "airflow.secrets.base_secrets:BaseSecretsBackend": ("get_conn_uri", "get_connections"),
    "airflow.hooks.base:BaseHook": ("get_connections",),
    "airflow:Dataset": ("iter_datasets", "iter_dataset_aliases"),
    "airflow.datasets:Dataset": ("iter_datasets", "iter_dataset_aliases"),
    "airflow.datasets:DatasetAlias": ("iter_datasets", "iter_dataset_aliases"),
    "airflow.datasets:DatasetAll": ("iter_datasets", "iter_dataset_aliases"),
    "airflow.datasets:DatasetAny": ("iter_datasets", "iter_dataset_aliases"),
}
"""Members whose new name ruff is asked for."""
_MOVED_CLASSES = {
    "airflow.datasets.manager:DatasetManager": "airflow.assets.manager:AssetManager",
    "airflow.lineage.hook:DatasetLineageInfo": "airflow.lineage.hook:AssetLineageInfo",
    "airflow:Dataset": "airflow.sdk:Asset",
    "airflow.datasets:Dataset": "airflow.sdk:Asset",
    "airflow.datasets:DatasetAlias": "airflow.sdk:AssetAlias",
    "airflow.datasets:DatasetAll": "airflow.sdk:AssetAll",
    "airflow.datasets:DatasetAny": "airflow.sdk:AssetAny",
}
_MENDED = {"airflow.providers.standard.sensor.bash": "airflow.providers.standard.sensors.bash"}
"""Modules that ruff spells otherwise than the package has them."""
_OTHERWISE = {
    "airflow.models:Variable": "airflow.sdk has it; its `get` takes `default` for `default_var`",
    "airflow.sensors.external_task:ExternalTaskSensorLink": "the provider calls it ExternalDagLink",
}
"""Where the target is another one, or takes other arguments of a member whose name is everywhere."""
_MASKER = "airflow.utils.log.secrets_masker"
"""A module among the names."""
_DAG = Arguments(
    rename={
        "schedule_interval": "schedule",
        "timetable": "schedule",
        "concurrency": "max_active_tasks",
        "fail_stop": "fail_fast",
    },
    drop=("default_view", "orientation"),
)
_OPERATOR = Arguments(
    rename={"task_concurrency": "max_active_tis_per_dag"},
    drop=("provide_context",),
    values={"trigger_rule": {'"none_failed_or_skipped"': '"none_failed_min_one_success"'}},
    imports=("airflow.utils.trigger_rule:TriggerRule",),
)
"""What is a member of TriggerRule is none of the values: that one moves by a rule of its own."""


def derive(ruff: str, source: Path) -> Table:
    """Ask ruff of each name that its source, a checkout of the same release, spells in its tables."""
    folder = source / "crates/ruff_linter/src/rules/airflow/rules"
    spelled = {name for file in _FILES for name in dotted_names((folder / f"{file}.rs").read_text())}
    names = {name for name in spelled if "*" not in name and "." in name}
    names.update(*_OPEN.values())
    answers = {name: said[0] for name, said in ask_ruff(ruff, "AIR3", importing(sorted(names))).items()}
    moved = {name: answer for name, answer in answers.items() if answer.fixed}
    told = {name: answer for name, answer in answers.items() if not answer.fixed}
    return Table(
        "airflow-3",
        "Airflow 2 to 3 (3.1 and later): names, moved providers, keywords of DAGs and operators.",
        (f"ruff {ruff_version(ruff)} (AIR301, AIR302, AIR311, AIR312, AIR321, asked name by name), MIT",),
        (
            Section(
                "Keywords, under the new names; chains bring them to the old ones.", tuple(_calls(moved))
            ),
            Section("Members.", tuple(_members(ruff))),
            Section("Names that moved.", tuple(_moves(moved))),
            Section("Names that are gone, or private.", tuple(_told(told))),
            Section(
                "Packages that are gone.",
                (
                    ModuleRule(
                        "airflow.contrib", manual="its modules are in provider packages", package=True
                    ),
                    ModuleRule("airflow.operators.subdag", manual="use a TaskGroup", package=True),
                    ModuleRule("airflow.operators.subdag_operator", manual="use a TaskGroup"),
                ),
            ),
        ),
        (
            LeftOut(
                'keys of a task\'s context (`context["execution_date"]`)',
                "strings, no names",
                12,
                "told only",
            ),
            LeftOut('`context["triggering_dataset_events"]`', "a string, no name"),
            LeftOut(
                "`Variable.get(default_var=...)`, `DatasetLineageInfo.dataset`", "members of common names", 2
            ),
            LeftOut("`get_connections`", "a list before, one connection after: no rename", 3, "by choice"),
            LeftOut(
                "`DAG.create_dagrun`, lists of an AirflowPlugin", "members that are gone", 5, "told only"
            ),
            LeftOut("`sla`, `sla_miss_callback`", "Airflow 3.0 takes and ignores them", 2, "told only"),
            LeftOut("the keywords of all other `...Operator` classes", "one rule for a kind of class", 3),
            LeftOut("members of all other `...Hook`, `...Backend`, `...AuthManager` classes", "as above", 3),
            LeftOut("arguments of `...AuthManager` and `...TaskHandler` classes", "as above", 2, "told only"),
            LeftOut("`get_link` of subclasses, `create_asset` by position", "definitions", 2, "told only"),
        ),
    )


def _moves(moved: dict[str, Answer]) -> Iterator[SymbolRule | ModuleRule]:
    for name, answer in sorted(moved.items()):
        old, (module, new) = _symbol(name), answer.target or ("", "")
        module = _mended(module)
        note = f"needs {package}" if (package := _provider(answer)) else None
        if old in _OTHERWISE:
            yield SymbolRule(old, manual=_OTHERWISE[old])
        elif name == _MASKER:
            yield ModuleRule(name, new=f"{module}.{new}", note=note)
        else:
            yield SymbolRule(old, new=f"{module}:{new}", note=note)


def _provider(answer: Answer) -> str:
    """The package of the provider that has to be installed, or nothing."""
    _, _, rest = answer.help.partition("Install `")
    return rest.partition("`")[0]


def _told(told: dict[str, Answer]) -> Iterator[SymbolRule]:
    for name, answer in sorted(told.items()):
        target = answer.target
        if target is not None:
            manual = f"{target[0]} has it, a private module: {target[1]} may change there without notice"
        else:
            manual = _WORDS.get(_symbol(name), "Airflow 3 has no such name, and none in its place")
        yield SymbolRule(_symbol(name), manual=manual)


_VERSION = "compare `sys.version_info`"
_WORDS = {
    **{f"airflow:PY{minor}": _VERSION for minor in ("36", "37", "38", "39", "310", "311", "312")},
    "airflow.api_connexion.security:requires_access": (
        "use one of `requires_access_...` in airflow.api_fastapi.core_api.security"
    ),
    "airflow.datasets:DatasetEvent": "it is private now: annotate with `dict[str, Any]`",
    "airflow.utils.dates:days_ago": "write `pendulum.today('UTC').add(days=-n)`",
    "airflow.utils.file:mkdirs": "write `pathlib.Path(path).mkdir(parents=True)`",
}


def _calls(moved: dict[str, Answer]) -> Iterator[SymbolRule]:
    for dag in ("DAG", "dag"):
        yield SymbolRule(f"airflow.sdk:{dag}", arguments=_DAG)
    yield SymbolRule(
        "airflow.timetables.assets:AssetOrTimeSchedule", arguments=Arguments(rename={"datasets": "assets"})
    )
    for symbol in sorted(_operators(moved)):
        yield SymbolRule(symbol, arguments=_operator(symbol))


def _operators(moved: dict[str, Answer]) -> set[str]:
    """The operators and sensors that the standard provider has now: those that Airflow itself had."""
    targets = (answer.target for answer in moved.values())
    found = (f"{_mended(target[0])}:{target[1]}" for target in targets if target is not None)
    return {each for each in found if each.startswith("airflow.providers.standard.") and _is_operator(each)}


def _mended(module: str) -> str:
    """A module as the package has it; one of ruff's begins with a space."""
    return _MENDED.get(module.strip(), module.strip())


def _is_operator(symbol: str) -> bool:
    return symbol.endswith(("Operator", "Sensor", "SensorAsync"))


def _operator(symbol: str) -> Arguments:
    name = symbol.rpartition(":")[2]
    renamed = dict(_OPERATOR.rename)
    if name == "TriggerDagRunOperator":
        renamed["execution_date"] = "logical_date"
    if name in ("BranchDateTimeOperator", "BranchDayOfWeekOperator", "DayOfWeekSensor"):
        renamed["use_task_execution_day"] = "use_task_logical_date"
    return Arguments(rename=renamed, drop=_OPERATOR.drop, values=_OPERATOR.values, imports=_OPERATOR.imports)


def _members(ruff: str) -> Iterator[SymbolRule]:
    programs = {
        f"{owner}.{member}": _using(owner, member)
        for owner, members in _MEMBERS.items()
        for member in members
    }
    for key, answers in ask_ruff(ruff, "AIR301", programs).items():
        owner, _, member = key.rpartition(".")
        about = (answer for answer in answers if answer.message.startswith(f"`{member}`"))
        new = next(about).help.partition("`")[2].partition("`")[0]
        if new != "get_connection":
            yield SymbolRule(key, new=f"{_MOVED_CLASSES.get(owner, owner)}.{new}")
    yield SymbolRule(
        "airflow.utils.trigger_rule:TriggerRule.NONE_FAILED_OR_SKIPPED",
        new="airflow.utils.trigger_rule:TriggerRule.NONE_FAILED_MIN_ONE_SUCCESS",
    )
    yield SymbolRule("airflow.utils.decorators:apply_defaults", remove=True)
    yield SymbolRule(
        "airflow.operators.branch_operator:BaseBranchOperator",
        new="airflow.providers.standard.operators.branch:BaseBranchOperator",
        note="needs apache-airflow-providers-standard>=0.0.1",
    )


def _using(owner: str, member: str) -> str:
    module, _, name = owner.partition(":")
    return f"from {module} import {name}\n\nit = {name}()\nit.{member}()\nit.{member}\n"


def _symbol(dotted: str) -> str:
    """`module:name` for a path that ruff spells with dots: what begins with a capital is no module."""
    parts = dotted.split(".")
    owner = next(
        (at for at, part in enumerate(parts[:-1]) if part[0].isupper() and "_" not in part), len(parts) - 1
    )
    return f"{'.'.join(parts[:owner])}:{'.'.join(parts[owner:])}"
