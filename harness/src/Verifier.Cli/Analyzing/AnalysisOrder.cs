namespace Verifier.Cli.Analyzing;

/// <summary>Asks for an analysis.</summary>
/// <param name="Token">The run's token.</param>
/// <param name="IsJson">As a JSON document instead of text?</param>
internal sealed record AnalysisOrder(string Token, bool IsJson);
