namespace Verifier.History;

/// <summary>A finding in one night.</summary>
/// <param name="Night">The night.</param>
/// <param name="Transition">What became of it against the night compared with then; null when it was unknown, or fixed already.</param>
public sealed record NightMark(long Night, Transition? Transition);
