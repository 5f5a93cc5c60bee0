namespace Verifier.History.Comparing;

/// <summary>A fault point of a finding, tonight.</summary>
/// <param name="IsOpen">Has it not passed since it last showed the finding?</param>
/// <param name="State">What became of it tonight.</param>
public readonly record struct PointTonight(bool IsOpen, PointState State);
