using System.Collections.Immutable;
using System.Text;
using Verifier.Cli.Isolation;
using Verifier.Engine.Exploration;
using Verifier.Engine.Planning;
using Verifier.HostileModels;
using Verifier.Scenarios.Model;
using Verifier.Workers.Hosting;
using Verifier.Workers.Loading;
using Verifier.Workers.Messages;
using Verifier.Workers.Running;
using Verifier.Workers.Supervising;

namespace Verifier.Tests.Workers;

/// <summary>Hostile models with a script on disk, explored in workers and in this process.</summary>
internal sealed class Workshop : IDisposable
{
    private static readonly IReadOnlyList<DriverUnderTest> s_guests = DriverCatalogue.Read(typeof(GuestDriver).Assembly, BuildIdentity.Of(typeof(GuestDriver).Assembly, File.OpenRead));
    private readonly string _folder = Directory.CreateTempSubdirectory("verifier-workshop-").FullName;

    /// <summary>How long a run may take before it is given up; long for a machine that is busy.</summary>
    public WorkerSettings Settings { get; init; } = CliWorkers.Settings with { RunFloor = TimeSpan.FromSeconds(4), StartFactor = 4, HeapBytes = 128L << 20 };

    /// <summary>The supervision.</summary>
    public WorkerPipelines Pipelines { get; init; } = new();

    /// <summary>Workers for the models.</summary>
    public WorkerSupply Supply() => new(_folder, [typeof(GuestDriver).Assembly.Location], Settings, Pipelines);

    /// <summary>A driver that is loaded and unloaded.</summary>
    public ExplorationTarget Target(string driver, string more = "")
    {
        var path = Path.Combine(_folder, $"{driver}.yaml");
        File.WriteAllText(path, $"scenario: {driver}\ndrivers: [{driver}]\nworkload:\n  - load\n  - unload\n{more}");
        var script = ScenarioLoader.ReadAll([new ScenarioFile(path, path)], _ => { })[0];
        var model = s_guests.Single(guest => guest.Name == driver);
        var settings = new ExploreSettings { Strategies = ExploreStrategies.Each };
        var golden = Planner.Make(script, model, null, new Variation { RestsScriptFaults = true });
        return new ExplorationTarget(golden, settings);
    }

    /// <summary>A case for each allocation, once and persistently.</summary>
    public static ImmutableArray<ExploredCase> Cases(int times = 1) =>
    [
        .. Enumerable.Range(0, times).SelectMany(_ => Enumerable.Range(1, 6)
            .SelectMany(i => new[] { (CaseKind.Each, i, false), (CaseKind.Persistent, i, true) })
            .Select(c => new ExploredCase(c.Item1, new Variation { RestsScriptFaults = true, Points = [new FaultPointRef(c.i, c.Item3)] }))),
    ];

    /// <summary>Tries cases and gives the results as text, which is all that there is in them.</summary>
    public static ImmutableArray<string> Try(ICaseRunner runner, ExplorationTarget target, IReadOnlyList<ExploredCase> cases)
    {
        var results = ImmutableArray.CreateBuilder<string>();
        runner.Try(target, cases, result => results.Add(Text(result)), CancellationToken.None);
        return results.ToImmutable();
    }

    /// <summary>A result as text.</summary>
    public static string Text(CaseResult result)
    {
        var writer = new MessageWriter(Stream.Null);
        WorkerJson.Write(writer, result);
        return Encoding.UTF8.GetString(((System.Buffers.ArrayBufferWriter<byte>)writer.Content).WrittenSpan);
    }

    /// <summary>A result from its text.</summary>
    public static CaseResult Result(string text) => WorkerJson.Read<CaseResult>(Encoding.UTF8.GetBytes(text));

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
