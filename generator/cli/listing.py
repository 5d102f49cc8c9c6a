"""What content there is, product by product."""

from typing import Any

from generator.stages.models import ProductBuild


def listing(builds: tuple[ProductBuild, ...]) -> dict[str, Any]:
    """Give products with their rules and profiles as plain values."""
    return {
        "products": [
            {
                "product": item.benchmark.id,
                "title": item.benchmark.title,
                "rules": {
                    rule.id: rule.title for group in item.benchmark.groups for rule in group.rules
                },
                "profiles": {
                    profile.id: list(profile.selected) for profile in item.benchmark.profiles
                },
            }
            for item in builds
        ]
    }


def listing_text(builds: tuple[ProductBuild, ...]) -> str:
    """Give the same for people."""
    lines: list[str] = []
    for item in builds:
        lines.append(f"{item.benchmark.id}: {item.benchmark.title}")
        for group in item.benchmark.groups:
            for rule in group.rules:
                lines += [f"  rule     {rule.id}", f"           {rule.title}"]
        for profile in item.benchmark.profiles:
            count = len(profile.selected)
            lines.append(f"  profile  {profile.id} ({count} rule{'' if count == 1 else 's'})")
    return "\n".join(lines)
