"""Which scope a name means, and what its definitions are called."""

import ast

from codemods.semantic.outline_scopes import Binds, OutlineBinding, OutlineScope


def test_a_class_body_is_seen_from_itself_alone() -> None:
    module = OutlineScope(ast.parse(""), None)
    around = module.child(ast.parse("class Box: ...").body[0], "Box")
    method = around.child(ast.parse("def f(): ...").body[0], "f")
    for scope, name in ((module, "x"), (around, "y")):
        scope.bindings[name] = [OutlineBinding(Binds.UNKNOWN, scope)]
    assert method.find("x") is module
    assert method.find("y") is None
    assert around.find("y") is around
    assert method.around_class is around
    assert module.around_class is None


def test_what_a_function_defines_is_local_to_it() -> None:
    module = OutlineScope(ast.parse(""), None)
    function = module.child(ast.parse("def f(): ...").body[0], "f")
    assert module.path_of("Box") == ("Box",)
    assert function.path_of("Box") == ("f", "<locals>", "Box")
