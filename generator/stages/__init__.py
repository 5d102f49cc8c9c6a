"""The pure stages between loading and writing: from content to the files of each product."""
