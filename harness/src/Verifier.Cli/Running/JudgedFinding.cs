using Verifier.Engine.Verdicts;

namespace Verifier.Cli.Running;

/// <summary>A finding, and whether the script expects it.</summary>
/// <param name="Finding">The finding.</param>
/// <param name="IsExpected">Does an entry of <c>expect:</c> ask for it?</param>
internal sealed record JudgedFinding(Finding Finding, bool IsExpected);
