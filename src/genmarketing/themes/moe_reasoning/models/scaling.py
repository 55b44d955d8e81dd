"""The scaling law of language models, and how to spend a compute budget best.

    L(N, D) = E + A / N^α + B / D^β          loss in nats per token
    C = 6·N·D                                compute in floating-point operations

N parameters, D training tokens. Sources: Hoffmann et al. 2022 (arXiv 2203.15556), approach 3; Besiroglu et al.
2024 (arXiv 2404.10102), who fitted the same runs again and found other constants.
"""

from dataclasses import dataclass

from .arrays import FloatArray


@dataclass(frozen=True)
class Optimum:
    """The best use of a budget: parameters, tokens, the loss they reach (nats per token)."""

    parameters: float
    tokens: float
    loss: float

    @property
    def tokens_per_parameter(self) -> float:
        """Training tokens for each parameter."""
        return self.tokens / self.parameters


@dataclass(frozen=True)
class ScalingLaw:
    """The five constants of L(N, D) = E + A/N^α + B/D^β."""

    irreducible: float
    """E: the loss that no model gets below"""
    parameter_scale: float
    """A"""
    token_scale: float
    """B"""
    parameter_exponent: float
    """α"""
    token_exponent: float
    """β"""

    def loss(self, parameters: float | FloatArray, tokens: float | FloatArray) -> float | FloatArray:
        """Loss in nats per token; arrays broadcast."""
        return (
            self.irreducible
            + self.parameter_scale / parameters**self.parameter_exponent
            + self.token_scale / tokens**self.token_exponent
        )

    def loss_at_compute(self, compute: float, parameters: float | FloatArray) -> float | FloatArray:
        """Loss along one budget: a larger model leaves fewer tokens, D = C / 6N."""
        return self.loss(parameters, compute / (6 * parameters))

    def optimum(self, compute: float) -> Optimum:
        """Model size and tokens with the least loss at ``compute`` operations, in closed form.

        N = G·(C/6)^(β/(α+β)), D = (C/6)^(α/(α+β)) / G, with G = (αA / βB)^(1/(α+β)). ValueError if C <= 0.
        """
        if compute <= 0:
            raise ValueError("compute must be positive")
        alpha, beta = self.parameter_exponent, self.token_exponent
        ratio = (alpha * self.parameter_scale) / (beta * self.token_scale)
        balance = ratio ** (1 / (alpha + beta))
        parameters = balance * (compute / 6) ** (beta / (alpha + beta))
        tokens = (compute / 6) / parameters
        return Optimum(parameters, tokens, float(self.loss(parameters, tokens)))


CHINCHILLA = ScalingLaw(1.69, 406.4, 410.7, 0.34, 0.28)
"""As printed by Hoffmann et al. 2022."""

CHINCHILLA_UNROUNDED = ScalingLaw(1.69, 406.4, 410.7, 0.3392, 0.2849)
"""The same with the exponents before rounding, as the replication gives them.

The rounding matters: at 5.76e23 operations these give 40.3 B parameters (Hoffmann et al. name 40 B for this
approach), the printed ones 32.2 B.
"""

REPLICATION = ScalingLaw(1.8172, 482.01, 2085.43, 0.3478, 0.3658)
"""Fitted again to the digitised runs by Besiroglu et al. 2024."""

CHINCHILLA_COMPUTE = 5.76e23
"""Floating-point operations spent on Gopher and on Chinchilla (Hoffmann et al. 2022)."""
