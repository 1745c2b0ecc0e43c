"""torch: what torchfix's table and visitors know of PyTorch and torchvision."""

import importlib.metadata
import pkgutil
from collections.abc import Iterator

import yaml
from rule_model import Arguments, LeftOut, ModuleRule, Section, SymbolRule, Table
from torchfix.visitors.nonpublic import TorchNonPublicAliasVisitor
from torchfix.visitors.vision.pretrained import TorchVisionDeprecatedPretrainedVisitor

_CALLS = {
    "torch.qr": (
        SymbolRule(
            "torch:qr",
            signature="(input, some=True)",
            where={"some": "False"},
            expression='linalg.qr(input, mode="complete")',
            imports=("torch:linalg",),
        ),
        SymbolRule("torch:qr", signature="(input)", expression="linalg.qr(input)", imports=("torch:linalg",)),
    ),
    "torch.cholesky": (
        SymbolRule(
            "torch:cholesky",
            signature="(input, upper=False)",
            where={"upper": "True"},
            expression="linalg.cholesky(input).mH",
            imports=("torch:linalg",),
        ),
        SymbolRule(
            "torch:cholesky",
            signature="(input)",
            expression="linalg.cholesky(input)",
            imports=("torch:linalg",),
        ),
    ),
    "torch.chain_matmul": (
        SymbolRule(
            "torch:chain_matmul",
            signature="(*matrices, out=None)",
            passed=("out",),
            expression="linalg.multi_dot([*matrices], out=out)",
            imports=("torch:linalg",),
        ),
        SymbolRule(
            "torch:chain_matmul",
            signature="(*matrices)",
            expression="linalg.multi_dot([*matrices])",
            imports=("torch:linalg",),
        ),
    ),
    "torch.range": (
        SymbolRule(
            "torch:range",
            manual="write `torch.arange(start, end + step, step)`: `range` includes its end",
            told_only=False,
        ),
    ),
}
_WORDS = {
    "torch.solve": "write `torch.linalg.solve(A, B)`: the order is the other one, and it gives no LU factors",
    "torch.symeig": "write `torch.linalg.eigh(A)`, or `eigvalsh` for the values alone",
    "torch.lu_solve": "write `torch.linalg.lu_solve(LU, pivots, B)`: the order is another one",
    "torch.norm": "write `torch.linalg.vector_norm` or `matrix_norm`",
    "torch.svd": "write `torch.linalg.svd`, whose third result is the conjugate transpose",
    "torch.triangular_solve": "write `torch.linalg.solve_triangular(A, B, upper=...)`, in that order",
    "torch.lu": "write `torch.linalg.lu_factor`",
    "torch.matrix_rank": "write `torch.linalg.matrix_rank`",
    "torch.lstsq": "write `torch.linalg.lstsq(A, B).solution`: the order is the other one",
    "torch.nn.UpsamplingNearest2d": "write `torch.nn.Upsample(mode='nearest')`",
    "torch.nn.UpsamplingBilinear2d": "write `torch.nn.Upsample(mode='bilinear', align_corners=True)`",
    "torch.testing.assert_allclose": "write `torch.testing.assert_close`, whose tolerances are others",
    "torch.nn.utils.weight_norm": "use `parametrizations.weight_norm`: the keys of saved states change",
    "torch.backends.cuda.sdp_kernel": "use `torch.nn.attention.sdpa_kernel` with the backends that you allow",
    "torch.cuda.amp.custom_fwd": "write `torch.amp.custom_fwd(device_type='cuda')`",
    "torch.cuda.amp.custom_bwd": "write `torch.amp.custom_bwd(device_type='cuda')`",
}


_AMP = {
    f"torch.{device}.amp.{name}"
    for device in ("cuda", "cpu")
    for name in ("autocast", "custom_fwd", "custom_bwd")
}


def derive() -> Table:
    """Read the installed torchfix."""
    data = pkgutil.get_data("torchfix", "deprecated_symbols.yaml")
    assert data is not None, "torchfix has no table"
    symbols = [rule for entry in yaml.safe_load(data) for rule in _symbol(entry)]
    return Table(
        "torch",
        "PyTorch and torchvision: deprecated and removed functions, and `pretrained=` to `weights=`.",
        (
            f"torchfix {importlib.metadata.version('torchfix')} (its table and visitors), BSD-3-Clause",
            "the notes of PyTorch 2.4 for `torch.amp`",
        ),
        (
            Section("Functions of torch.", tuple(symbols)),
            Section("Mixed precision.", tuple(_amp())),
            Section("Names that are not public where they are taken from.", tuple(_aliases())),
            Section("Arguments that have to be passed.", tuple(_explicit())),
            Section("Models of torchvision: weights in place of flags.", tuple(_models())),
        ),
        (
            LeftOut("`it.require_grad = ...`", "a misspelled attribute of anything", 1),
            LeftOut(
                "`log(1 + x)`, `exp(x) - 1`, `log(sum(exp(x)))`", "patterns of expressions", 3, "told only"
            ),
            LeftOut("`DataLoader(num_workers=0)`, `zero_grad(set_to_none=False)`", "advice", 2, "told only"),
            LeftOut("`torch.library.Library` in tests of PyTorch", "for PyTorch's own tree", 1, "told only"),
            LeftOut("`import torchvision.models as models`", "a matter of style", 1, "by choice"),
        ),
    )


def _symbol(entry: dict[str, str | None]) -> Iterator[SymbolRule | ModuleRule]:
    name = entry["name"] or ""
    old, target = _colon(name), entry.get("replacement")
    if target:
        yield SymbolRule(old, new=_colon(target))
    elif name in _CALLS:
        yield from _CALLS[name]
    elif name not in _AMP:
        yield SymbolRule(old, manual=_WORDS[name])


def _amp() -> Iterator[SymbolRule]:
    """What PyTorch 2.4 deprecated in `torch.cuda.amp` and `torch.cpu.amp`, with another order."""
    for device in ("cuda", "cpu"):
        yield SymbolRule(
            f"torch.{device}.amp:autocast",
            signature="(enabled=True, dtype=None, cache_enabled=True)",
            new="torch.amp:autocast",
            call=f'("{device}", enabled=enabled, dtype=dtype, cache_enabled=cache_enabled)',
        )
        scaler = "init_scale=init_scale, growth_factor=growth_factor, backoff_factor=backoff_factor"
        yield SymbolRule(
            f"torch.{device}.amp:GradScaler",
            signature=(
                "(init_scale=65536.0, growth_factor=2.0, backoff_factor=0.5, growth_interval=2000, "
                "enabled=True)"
            ),
            new="torch.amp:GradScaler",
            call=f'("{device}", {scaler}, growth_interval=growth_interval, enabled=enabled)',
        )
    for name in ("custom_fwd", "custom_bwd"):
        yield SymbolRule(f"torch.cuda.amp:{name}", manual=_WORDS[f"torch.cuda.amp.{name}"])


def _aliases() -> Iterator[SymbolRule]:
    for old, new in TorchNonPublicAliasVisitor.ALIASES.items():
        yield SymbolRule(_colon(old), new=_colon(new))


def _explicit() -> Iterator[SymbolRule]:
    note = "unpickling no longer runs code: pass weights_only=False where a file needs that, and you trust it"
    yield SymbolRule(
        "torch:load",
        signature="(f, map_location=None, pickle_module=None, *, weights_only=None, **options)",
        not_passed=("pickle_module",),
        arguments=Arguments(add={"weights_only": "True"}),
        note=note,
    )
    yield SymbolRule(
        "torch.utils.checkpoint:checkpoint",
        arguments=Arguments(add={"use_reentrant": "False"}),
        note="torchfix's choice; pass True where re-entrant behaviour is meant",
    )
    words = "build `v2.Compose([v2.ToImage(), v2.ToDtype(torch.float32, scale=True)])`"
    yield SymbolRule("torchvision.transforms.v2:ToTensor", manual=words)


def _models() -> Iterator[SymbolRule]:
    weights: dict[str, dict[str, str]] = {}
    for (model, flag), value in TorchVisionDeprecatedPretrainedVisitor.MODEL_WEIGHTS.items():
        weights.setdefault(model, {})[flag] = value
    for model, flags in weights.items():
        package, _, name = model.rpartition(".")
        module = ".".join(filter(None, ("torchvision.models", package)))
        renames = {flag: flag.replace("pretrained", "weights") for flag in flags}
        values = {flag: {"True": value, "False": "None"} for flag, value in flags.items()}
        classes = {flag: value.partition(".")[0] for flag, value in flags.items() if value != "None"}
        imports = [
            f"{'torchvision.models' if flag == 'pretrained_backbone' else module}:{each}"
            for flag, each in classes.items()
        ]
        yield SymbolRule(
            f"{module}:{name}",
            arguments=Arguments(
                rename=renames,
                keyword=("pretrained", "progress"),
                values=values,
                imports=tuple(dict.fromkeys(imports)),
            ),
        )


def _colon(dotted: str) -> str:
    return ":".join(dotted.rsplit(".", 1))
