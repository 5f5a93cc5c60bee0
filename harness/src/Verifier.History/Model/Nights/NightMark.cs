namespace Verifier.History;

/// <summary>A finding in one night.</summary>
/// <param name="Night">The night.</param>
/// <param name="Transition">Its transition against the night that was compared with then; null if it was unknown, or fixed already.</param>
public sealed record NightMark(long Night, Transition? Transition);
