using Verifier.Engine.Verdicts;

namespace Verifier.Cli.Running;

/// <summary>A finding, and whether the script expects it.</summary>
/// <param name="Finding">The finding.</param>
/// <param name="IsExpected">True if an entry of <c>expect:</c> asks for it.</param>
internal sealed record JudgedFinding(Finding Finding, bool IsExpected);
