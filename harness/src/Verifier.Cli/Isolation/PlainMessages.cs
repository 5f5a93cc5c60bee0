using System.Collections.Immutable;
using Verifier.Cli.Running;
using Verifier.Engine.Verdicts;

namespace Verifier.Cli.Isolation;

/// <summary>
/// The messages of a single run, field by field. As JSON they would be shorter to write here, and cost more than the run: both sides would
/// compile hundreds of methods for a few texts.
/// </summary>
internal static class PlainMessages
{
    /// <summary>Asks which models there are.</summary>
    public static void Write(MessageWriter to, CatalogueOrder order)
    {
        to.Fields(order.Assemblies);
        to.Fields(order.Skipped);
        to.Field(order.NextScript ?? string.Empty);
        to.End(MessageKind.ListModels);
    }

    /// <summary>Reads what was written of an order.</summary>
    public static CatalogueOrder ReadCatalogueOrder(MessageReader from)
    {
        var (assemblies, skipped, script) = (from.Fields(), from.Fields(), from.Field());
        return new CatalogueOrder([.. assemblies], [.. skipped], script.Length > 0 ? script : null);
    }

    /// <summary>Tells which models there are.</summary>
    public static void Write(MessageWriter to, Catalogue catalogue)
    {
        to.Write((ulong)catalogue.Models.Length);
        foreach (var model in catalogue.Models)
        {
            to.Field(model.Name);
            to.Field(model.Description);
            to.Field(model.BuildHash);
            to.Field(model.AssemblyName);
            to.Field(model.TypeName);
            to.Write(model.StacksAreStable ? 1ul : 0);
        }

        to.Fields(catalogue.Warnings);
        to.Fields(catalogue.Broken);
        to.End(MessageKind.Models);
    }

    /// <summary>Reads what was written of a catalogue.</summary>
    public static Catalogue ReadCatalogue(MessageReader from)
    {
        var models = ImmutableArray.CreateBuilder<CatalogueEntry>();
        for (var left = from.Number(); left > 0; left--)
        {
            var (name, description, build, assembly, type) = (from.Field(), from.Field(), from.Field(), from.Field(), from.Field());
            models.Add(new CatalogueEntry(name, description, build, assembly, from.Number() != 0, type));
        }

        return new Catalogue(models.ToImmutable(), [.. from.Fields()], [.. from.Fields()]);
    }

    /// <summary>Tells what to work with.</summary>
    public static void Write(MessageWriter to, WorkOrder order)
    {
        to.Fields([order.ScriptFile, order.ScriptPath, order.ScriptHash, order.Driver, order.DriverType, order.BuildHash, order.Variation]);
        to.Fields(order.Assemblies);
        to.Write(order.Seed);
        to.End(MessageKind.Open);
    }

    /// <summary>Reads what was written of an order.</summary>
    public static WorkOrder ReadWorkOrder(MessageReader from)
    {
        return from.Fields() is [var file, var path, var hash, var driver, var type, var build, var variation]
            ? new WorkOrder
            {
                ScriptFile = file,
                ScriptPath = path,
                ScriptHash = hash,
                Driver = driver,
                DriverType = type,
                BuildHash = build,
                Variation = variation,
                Assemblies = [.. from.Fields()],
                Seed = from.Number(),
            }
            : throw new InvalidDataException("A work order between program and worker is not whole.");
    }

    /// <summary>Tells what came of a run.</summary>
    public static void Write(MessageWriter to, RunAnswer run)
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
        to.Write((ulong)run.Injected);
        to.Write((ulong)run.Absorbed);
        to.Write((ulong)run.Propagated);
        to.Write(run.TraceHash);
        to.Write((ulong)run.FaultPoints);
        to.Field(run.Token);
        to.Field(run.Line);
        to.End(MessageKind.RanAlone);
    }

    /// <summary>Reads what was written of a run.</summary>
    public static RunAnswer ReadRun(MessageReader from)
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
            Injected = (int)from.Number(),
            Absorbed = (int)from.Number(),
            Propagated = (int)from.Number(),
            TraceHash = from.Number(),
            FaultPoints = (long)from.Number(),
            Token = from.Field(),
            Line = from.Field(),
        };
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
