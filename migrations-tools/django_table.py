"""django: what django-upgrade rewrites, its tables read and its fixers' facts written out."""

import importlib
import importlib.metadata
from collections.abc import Iterator, Mapping

from rule_model import Arguments, LeftOut, Section, SymbolRule, Table

_FIXERS = "django_upgrade.fixers"
_OUT = (
    LeftOut(
        "settings (DEFAULT_AUTO_FIELD, ADMINS, MANAGERS, DATABASES, STORAGES, USE_L10N, ...)",
        "assignments in a settings module, no uses of a name",
        8,
    ),
    LeftOut("`admin.site.register(...)` to `@admin.register`", "a statement to a decorator elsewhere"),
    LeftOut("`function.short_description = ...` to `@admin.display`", "statements to a decorator elsewhere"),
    LeftOut("`allow_tags`, `default_app_config`", "assignments that go", 2),
    LeftOut("`index_together` to `indexes`", "an attribute of class Meta with another value"),
    LeftOut("`request.META['HTTP_X']` to `request.headers['x']`", "a key that is a string"),
    LeftOut("headers of test clients to `headers=`", "keywords that become keys of one argument"),
    LeftOut("`assertFormError(response, 'form', ...)`", "the new call binds to the same parameters"),
    LeftOut("`@models.permalink`", "rewrites what the function returns"),
    LeftOut("`format_html(f'...')`", "needs the pieces of a text"),
    LeftOut("`if django.VERSION >= ...`, skip decorators by version", "branches, no names", 2),
    LeftOut("`error_messages={'list': ...}`", "a key that is a string"),
    LeftOut(
        "`requires_system_checks`, `multi_db`, `allow_database_queries`",
        "class attributes with another value",
        3,
    ),
    LeftOut(
        "`Field(choices=Enum.choices)`, names of Django 6",
        "not before the releases that the table is for",
        12,
        "by choice",
    ),
)


def derive() -> Table:
    """Read the installed django-upgrade."""
    version = importlib.metadata.version("django-upgrade")
    return Table(
        "django",
        "Django 1.7 to 5.2: names that moved, and calls that take other arguments.",
        (f"django-upgrade {version} (its tables of imports and its fixers), MIT",),
        (
            Section("Names that moved, by the release that deprecated them.", tuple(_moves())),
            Section("Names that are called otherwise.", tuple(_renames())),
            Section("Calls.", tuple(_calls())),
            Section("Members of test cases and users.", tuple(_members())),
        ),
        _OUT,
    )


_HISTORY = "in a historical migration the old one may stay, too: the column is the same"


def _moves() -> Iterator[SymbolRule]:
    imports = importlib.import_module(f"{_FIXERS}.compatibility_imports")
    exact: Mapping[tuple[int, int], Mapping[str, Mapping[str, str]]] = imports.REPLACEMENTS_EXACT
    careful: Mapping[tuple[int, int], Mapping[str, Mapping[str, str]]] = (
        imports.REPLACEMENTS_EXCEPT_MIGRATIONS
    )
    for table, note in ((exact, None), (careful, _HISTORY)):
        for version, modules in table.items():
            if version > (5, 2):
                continue
            for old, names in modules.items():
                for name, new in names.items():
                    yield SymbolRule(f"{old}:{name}", new=f"{new}:{name}", note=note)


def _renames() -> Iterator[SymbolRule]:
    for module, names in (
        ("django.utils.encoding", importlib.import_module(f"{_FIXERS}.utils_encoding").NAMES),
        ("django.utils.http", importlib.import_module(f"{_FIXERS}.utils_http").RENAMES),
        ("django.utils.translation", importlib.import_module(f"{_FIXERS}.utils_translation").NAME_MAP),
    ):
        for old, new in names.items():
            yield SymbolRule(f"{module}:{old}", new=f"{module}:{new}")
    for old, new in importlib.import_module(f"{_FIXERS}.utils_http").URLLIB_NAMES.items():
        yield SymbolRule(f"django.utils.http:{old}", new=f"urllib.parse:{new}")
    yield SymbolRule("django.utils.text:unescape_entities", new="html:unescape")
    yield SymbolRule("django.utils.timezone:utc", new="datetime:timezone.utc")
    yield SymbolRule(
        "django.contrib.admin.utils:lookup_needs_distinct",
        new="django.contrib.admin.utils:lookup_spawns_duplicates",
    )
    yield SymbolRule("django.core.paginator:QuerySetPaginator", new="django.core.paginator:Paginator")
    for module in (
        "django.contrib.postgres.fields",
        "django.contrib.postgres.fields.ranges",
        "django.contrib.postgres.forms",
        "django.contrib.postgres.forms.ranges",
    ):
        yield SymbolRule(f"{module}:FloatRangeField", new=f"{module}:DecimalRangeField")
    yield SymbolRule("django.conf.urls:include", new="django.urls:include")
    yield SymbolRule("django.conf.urls:url", new="django.urls:re_path")


def _calls() -> Iterator[SymbolRule]:
    yield SymbolRule(
        "django.utils.timezone:FixedOffset",
        signature="(offset, name=None)",
        passed=("name",),
        expression="timezone(timedelta(minutes=offset), name)",
        imports=("datetime:timezone", "datetime:timedelta"),
    )
    yield SymbolRule(
        "django.utils.timezone:FixedOffset",
        signature="(offset)",
        expression="timezone(timedelta(minutes=offset))",
        imports=("datetime:timezone", "datetime:timedelta"),
    )
    yield SymbolRule(
        "django.shortcuts:render_to_response",
        signature="(template_name, context=None, content_type=None, status=None, using=None)",
        new="django.shortcuts:render",
        call="(None, template_name, context=context, content_type=content_type, status=status, using=using)",
    )
    yield SymbolRule(
        "django.utils.crypto:get_random_string",
        signature="(length=None, allowed_chars=None)",
        arguments=Arguments(add={"length": "12"}),
    )
    yield SymbolRule(
        "django.core.validators:EmailValidator",
        signature="(message=None, code=None, whitelist=None)",
        arguments=Arguments(rename={"whitelist": "allowlist"}),
    )
    for module in ("django.db.models", "django.db.models.constraints", "django.contrib.gis.db.models"):
        yield SymbolRule(f"{module}:CheckConstraint", arguments=Arguments(rename={"check": "condition"}))
    for name in ("ArrayAgg", "JSONBAgg", "StringAgg"):
        for module in ("django.contrib.postgres.aggregates", "django.contrib.postgres.aggregates.general"):
            yield SymbolRule(f"{module}:{name}", arguments=Arguments(rename={"ordering": "order_by"}))
    yield SymbolRule(
        "django.contrib.staticfiles.finders:find", arguments=Arguments(rename={"all": "find_all"})
    )
    for module in ("django.dispatch", "django.dispatch.dispatcher"):
        yield SymbolRule(
            f"{module}:Signal",
            signature="(providing_args=None, use_caching=False)",
            arguments=Arguments(drop=("providing_args",)),
        )
    for module in ("django.db.models", "django.db.models.fields.related", "django.contrib.gis.db.models"):
        for name in ("ForeignKey", "OneToOneField"):
            yield SymbolRule(
                f"{module}:{name}",
                signature="(to, on_delete=None, *rest, **options)",
                arguments=Arguments(add={"on_delete": "CASCADE"}, imports=("django.db.models:CASCADE",)),
            )
    for module in ("django.db.models", "django.db.models.fields", "django.contrib.gis.db.models"):
        yield SymbolRule(
            f"{module}:NullBooleanField",
            new=f"{module}:BooleanField",
            arguments=Arguments(add={"null": "True"}),
            note=_HISTORY,
        )


def _members() -> Iterator[SymbolRule]:
    names: Mapping[str, str] = importlib.import_module(f"{_FIXERS}.assert_set_methods").NAMES
    for old, new in names.items():
        # Bases have them, and nobody can tell that of a class outside the tree: this is the one in use.
        yield SymbolRule(f"django.test:TestCase.{old}", new=f"django.test:TestCase.{new}")
    for member in ("is_anonymous", "is_authenticated"):
        yield SymbolRule(
            f"django.contrib.auth.models:AbstractBaseUser.{member}",
            when="called",
            signature="()",
            expression=f"self.{member}",
        )
