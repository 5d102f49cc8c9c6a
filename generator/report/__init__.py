"""Reports: what scans found on one host or many, rule by rule, as values and as a page of HTML.

overview(scans)         the rules, each with its answers and their hosts: overview.py
page(overview)          one HTML file that needs nothing else: page.py
as_data(overview)       all of it as plain values: data.py
"""

from generator.report.data import as_data
from generator.report.overview import OPEN, Answer, Overview, RuleView, overview
from generator.report.page import page

__all__ = ["OPEN", "Answer", "Overview", "RuleView", "as_data", "overview", "page"]
