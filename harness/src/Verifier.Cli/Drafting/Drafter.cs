using System.Collections.Immutable;
using System.Text.Json;
using Verifier.Cli.Files;
using Verifier.Cli.Host;
using Verifier.Cli.Isolation;
using Verifier.Cli.Text;
using Verifier.Engine.Planning;
using Verifier.Scenarios.Model;
using Verifier.Scenarios.Writing;
using Verifier.Workers.Drafting;
using Verifier.Workers.Loading;
using Verifier.Workers.Temporary;

namespace Verifier.Cli.Drafting;

/// <summary>Makes the first script of a compiled driver. Each attempt is a run in a worker process.</summary>
/// <param name="tasks">The workers; they are disposed of with this.</param>
/// <param name="driver">The driver.</param>
/// <param name="beside">Full paths of drivers to load beside it.</param>
/// <param name="clues">Hints about the requests to try.</param>
internal sealed class Drafter(PlanTasks tasks, DriverUnderTest driver, IReadOnlyList<string> beside, Clues clues) : IDisposable
{
    private readonly string _folder = TemporaryFiles.NewFolder();

    /// <summary>The scenario, and notes for its reader, a line each.</summary>
    /// <param name="name">The scenario's name.</param>
    /// <exception cref="CliException">The driver cannot be run.</exception>
    public (Scenario Scenario, IReadOnlyList<string> Notes) Make(string name)
    {
        var verified = Make(Base(name, VerifierOptions.Standard));
        if (!verified.Draft.HasStops)
        {
            return (verified.Scenario, Notes(verified.Draft));
        }

        // Driver Verifier's options may stop a driver where it goes on without them: then the script that gets further is taken.
        var plain = Make(Base(name, 0));
        var (draft, scenario) = plain.Draft.Sites > verified.Draft.Sites ? plain : verified;
        return (scenario, Notes(draft));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        tasks.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private (Draft Draft, Scenario Scenario) Make(Scenario scenario)
    {
        var path = Path.Combine(_folder, scenario.Name + ScriptPath.Extension);
        File.WriteAllText(path, ScenarioWriter.Write(scenario));
        var all = new DriversBeside(_folder, file => file, symbolFolders: null, () => []).Give(driver, scenario);
        var plan = Planner.Make(ScenarioLoader.ReadAll([new ScenarioFile(path, path)], _ => { })[0], all);
        var draft = new Draft(scenario, clues, attempt => Probe(plan, attempt));
        return (draft, draft.Make());
    }

    // A driver that takes control loses that attempt only: the next one has a new worker.
    private ProbeAnswer Probe(Plan plan, Scenario attempt)
    {
        try
        {
            return JsonSerializer.Deserialize(tasks.Do(ProbeTask.Instance, plan, ScenarioWriter.Write(attempt)), ProbeJson.Default.ProbeAnswer)!;
        }
        catch (CliException e) when (e.Code == ExitCode.Inconclusive)
        {
            return new ProbeAnswer { Stop = e.Message };
        }
    }

    private Scenario Base(string name, VerifierOptions options) => new()
    {
        Name = name,
        Says = $"What {driver.Name} accepts, it does also when memory is short, or refuses it properly.",
        Drivers = [new DriverSelection { Text = driver.TypeName }],
        With = [.. beside.Select(file => new WithEntry { Selection = new DriverSelection { Text = file } })],
        Verifier = new VerifierSettings { Options = options },
        Workload = [new LoadOperation(), new UnloadOperation()],
    };

    private List<string> Notes(Draft draft) =>
    [
        $"A first script for {driver.Name}, made by trying out what the driver accepts. The buffers hold bytes that say nothing: put in what your",
        "applications send, and add what they expect (check:, expect:).",
        .. beside.Select(file => $"The driver imports from {Path.GetFileName(file)}, which lies beside it and is loaded too."),
        $"It comes to {Words.Count(draft.Sites, "place")} where a call of the kernel can fail.",
        $"Control codes that the driver compares with: {List(clues.Codes)}.",
        .. clues.Signatures.IsEmpty ? Array.Empty<string>() : [$"Other large numbers that it compares with, tried as signatures of buffers: {List(clues.Signatures)}."],
        .. draft.Notes,
    ];

    private static string List(ImmutableArray<uint> numbers) =>
        numbers.IsEmpty ? "none" : string.Join(", ", numbers.Select(number => FormattableString.Invariant($"0x{number:X}")));
}
