namespace Verifier.History.Comparing;

/// <summary>A fault point of a finding, tonight.</summary>
/// <param name="IsOpen">True if it has not passed since it last showed the finding.</param>
/// <param name="State">The result of tonight.</param>
public readonly record struct PointTonight(bool IsOpen, PointState State);
