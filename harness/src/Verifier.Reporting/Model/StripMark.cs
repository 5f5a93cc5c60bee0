namespace Verifier.Reporting.Model;

/// <summary>A finding on one night.</summary>
/// <param name="Night">The night's name.</param>
/// <param name="State">What it did.</param>
public readonly record struct StripMark(string Night, StripState State);
