"""What is not a flow: weighted load, coupling rows, cohesion, general rows. Every way returns a bound over all pairs."""
