using System.Collections.Immutable;
using Verifier.Cli.Loading;
using Verifier.Engine.Verdicts;
using Verifier.Scenarios.Model;
using Verifier.Workers.Messages;

namespace Verifier.Cli.Running;

/// <summary>
/// The facts that tables and results need of a run in a worker, field by field. As JSON it would be shorter to write here, and cost more
/// than the run: both sides would compile hundreds of methods for a few texts.
/// </summary>
internal sealed class RecordAccount : IRunAccount<RunAnswer>
{
    /// <summary>The only one that is needed.</summary>
    public static readonly RecordAccount Instance = new();

    private RecordAccount()
    {
    }

    /// <inheritdoc/>
    public string Name => "record";

    /// <inheritdoc/>
    public void Write(MessageWriter to, RunResult result) => Write(to, RunAnswer.Of(RunRecord.Of(new PlannedRun(result.Run.Plan), result)));

    /// <inheritdoc/>
    public RunAnswer Read(MessageReader from)
    {
        var verdict = (Verdict)from.Number();
        if (!Enum.IsDefined(verdict))
        {
            throw new InvalidDataException("A run between program and worker has no verdict.");
        }

        var findings = ImmutableArray.CreateBuilder<FindingAnswer>();
        for (var left = from.Number(); left > 0; left--)
        {
            findings.Add(ReadFinding(from));
        }

        return new RunAnswer
        {
            Verdict = verdict,
            Findings = findings.ToImmutable(),
            Surprises = [.. from.Fields()],
            Missing = [.. from.Fields()],
            WrongOutcomes = [.. from.Fields()],
            Problem = from.Fields() is [var problem] ? problem : null,
            Remarks = [.. from.Fields()],
            Injected = (int)from.Number(),
            Absorbed = (int)from.Number(),
            Propagated = (int)from.Number(),
            TraceHash = from.Number(),
            FaultPoints = (long)from.Number(),
            Token = from.Field(),
            Line = from.Field(),
        };
    }

    private static void Write(MessageWriter to, RunAnswer run)
    {
        to.Write((ulong)run.Verdict);
        to.Write((ulong)run.Findings.Length);
        foreach (var finding in run.Findings)
        {
            to.Write((ulong)finding.Kind);
            to.Write(finding.IsExpected ? 1ul : 0);
            to.Fields([finding.Title, finding.Operation, finding.Ddi]);
            to.Fields(finding.Tag is { } tag ? [tag] : []);
            to.Fields(finding.Details);
        }

        to.Fields(run.Surprises);
        to.Fields(run.Missing);
        to.Fields(run.WrongOutcomes);
        to.Fields(run.Problem is { } problem ? [problem] : []);
        to.Fields(run.Remarks);
        to.Write((ulong)run.Injected);
        to.Write((ulong)run.Absorbed);
        to.Write((ulong)run.Propagated);
        to.Write(run.TraceHash);
        to.Write((ulong)run.FaultPoints);
        to.Field(run.Token);
        to.Field(run.Line);
    }

    private static FindingAnswer ReadFinding(MessageReader from)
    {
        var (kind, isExpected) = ((FindingKind)from.Number(), from.Number() != 0);
        if (!Enum.IsDefined(kind) || from.Fields() is not [var title, var operation, var ddi])
        {
            throw new InvalidDataException("A finding between program and worker is not whole.");
        }

        var tag = from.Fields() is [var one] ? one : null;
        return new FindingAnswer(kind, title, [.. from.Fields()], operation, tag, ddi, isExpected);
    }
}
