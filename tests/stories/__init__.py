"""Changes as stories: files before and after, judged in this process by the real engine."""
