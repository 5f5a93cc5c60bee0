using Verifier.Cli.Loading;
using Verifier.Engine.Planning;
using Verifier.Engine.Verdicts;
using Verifier.Workers.Messages;

namespace Verifier.Cli.Running;

/// <summary>
/// The record of a run that a worker does, field by field: what tables show, and the line of results.ndjson, which has all of it.
/// As JSON it would be shorter to write here, and cost more than the run: both sides would compile hundreds of methods for a few texts.
/// </summary>
internal sealed class RecordAccount : IRunAccount<RunRecord>
{
    /// <summary>The only one that is needed.</summary>
    public static readonly RecordAccount Instance = new();

    private RecordAccount()
    {
    }

    /// <inheritdoc/>
    public string Name => "record";

    /// <inheritdoc/>
    public void Write(MessageWriter to, RunResult result)
    {
        var record = RunRecord.Of(new PlannedRun(result.Run.Plan), result);
        to.Write((ulong)record.Verdict);
        to.Write((ulong)record.Findings.Length);
        foreach (var finding in record.Findings)
        {
            FindingMessages.Write(to, finding);
        }

        SurpriseMessages.Write(to, record.Surprises);
        to.Fields(record.Problem is { } problem ? [problem] : []);
        to.Fields(record.Remarks);
        to.Write((ulong)record.Injected);
        to.Write((ulong)record.Absorbed);
        to.Write((ulong)record.Propagated);
        to.Write(record.TraceHash);
        to.Write((ulong)record.FaultPoints);
        to.Field(record.Token);
        to.Field(RunJson.LineOf(record));
    }

    /// <inheritdoc/>
    public RunRecord Read(MessageReader from, Plan plan)
    {
        var verdict = (Verdict)from.Number();
        if (!Enum.IsDefined(verdict))
        {
            throw new InvalidDataException("A run between program and worker has no verdict.");
        }

        var findings = new List<FindingRecord>();
        for (var left = from.Number(); left > 0; left--)
        {
            findings.Add(FindingMessages.Read(from));
        }

        return new RunRecord
        {
            Plan = plan,
            Verdict = verdict,
            Findings = [.. findings],
            Surprises = SurpriseMessages.Read(from),
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
}
