using System.Collections.Immutable;
using Verifier.Engine.Verdicts;
using Verifier.Scenarios.Model;

namespace Verifier.Cli.Running;

/// <summary>A finding as tables and details show it.</summary>
internal sealed record FindingAnswer(
    FindingKind Kind, string Title, ImmutableArray<string> Details, string Operation, string? Tag, string Ddi, bool IsExpected)
{
    /// <summary>The answer of a finding.</summary>
    public static FindingAnswer Of(JudgedFinding judged)
    {
        var finding = judged.Finding;
        return new(finding.Kind, finding.Title, [.. finding.Details], finding.Operation, finding.Tag, finding.Ddi, judged.IsExpected);
    }

    /// <summary>The finding of the answer.</summary>
    public JudgedFinding ToFinding() => new(
        new Finding { Kind = Kind, Title = Title, Details = Details, Operation = Operation, Tag = Tag, Ddi = Ddi }, IsExpected);
}
