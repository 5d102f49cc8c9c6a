"""Remediation in bash and Ansible."""
