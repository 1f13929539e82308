"""The machine: what any program would need, knowing none of Concord's nouns."""
