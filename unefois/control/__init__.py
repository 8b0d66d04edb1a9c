"""The control port: what a tester or the judge orders, and a console. Protocol ports never see any of it."""
