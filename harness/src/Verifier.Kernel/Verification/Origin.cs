namespace Verifier.Kernel;

/// <summary>A call of a driver that a finding talks about: what it made or took, the name of its DDI (null without one) and its number in the run.</summary>
internal readonly record struct Origin(string What, string? Ddi, long CallNumber);
