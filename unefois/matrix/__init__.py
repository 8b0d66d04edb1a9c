"""The matrix client × check: every member of the gallery judged on the whole plan, compared with what is expected of it."""
