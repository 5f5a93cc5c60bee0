using System.Collections.Immutable;

namespace Verifier.Cli.Analyzing;

/// <summary>An analysis.</summary>
/// <param name="Text">The text to print.</param>
/// <param name="IsSame">True if the run is the one that the token was made from.</param>
/// <param name="Differences">The differences between the two.</param>
internal sealed record AnalysisAnswer(string Text, bool IsSame, ImmutableArray<string> Differences);
