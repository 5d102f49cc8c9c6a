"""Parameters of a kernel_arguments check."""

from dataclasses import dataclass, replace
from typing import cast

from generator.content import BootLoader, Check, Product
from generator.source import Problems, Scalar, Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class KernelArgument:
    """An argument by its name, with the values that will do, or the least number.

    `values` are in the order of choice: fixes set the first one.
    """

    argument: str
    values: tuple[str, ...] = ()
    minimum: int | None = None
    boot_loader: BootLoader = "grub"

    @property
    def name_pattern(self) -> str:
        """The name as the kernel takes it, where dash and underscore are the same."""
        return "[-_]".join(self.argument.split("_"))

    @property
    def value_pattern(self) -> str:
        """The values that will do, as a regular expression of the common subset."""
        if self.minimum is None:
            return "|".join(self.values)
        return at_least(self.minimum)

    @property
    def wanted(self) -> str:
        """The argument as fixes set it."""
        value = self.values[0] if self.minimum is None else str(self.minimum)
        return f"{self.argument}={value}"


def at_least(least: int) -> str:
    """Give a pattern for decimal numbers of at most nine digits that are no less than `least`."""
    digits = str(least)
    parts = [digits]
    for place, digit in enumerate(digits):
        if digit != "9":
            rest = len(digits) - place - 1
            parts.append(f"{digits[:place]}[{int(digit) + 1}-9]" + "[0-9]" * rest)
    # Old awks know no numbers in braces.
    parts.append("[1-9]" + "[0-9]" * len(digits) + "[0-9]?" * (8 - len(digits)))
    return "|".join(parts)


def on(
    parameters: KernelArgument, check: Check, product: Product, problems: Problems
) -> KernelArgument:
    """Give the parameters with the boot loader of `product`, which must have one."""
    if product.boot_loader is None:
        words = f"the product {product.id} has no 'boot_loader', which the check needs"
        hint = f"add it to products/{product.id}.yml, or to one that it extends"
        problems.add("missing-key", check.mark, words, hint)
        return parameters
    return replace(parameters, boot_loader=cast("BootLoader", product.boot_loader.value))


def read(check: Check, _problems: Problems) -> KernelArgument | None:
    """Read the parameters; None where they do not have the form that the JSON Schema asks."""
    argument, values, minimum = (check.node.get(name) for name in ("argument", "values", "minimum"))
    if not isinstance(argument, Scalar):
        return None  # the JSON Schema has said so
    return KernelArgument(
        argument=argument.text,
        values=tuple(one.text for one in values.items if isinstance(one, Scalar))
        if isinstance(values, Sequence)
        else (),
        minimum=int(minimum.text) if isinstance(minimum, Scalar) else None,
    )
