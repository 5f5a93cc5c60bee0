using Verifier.Cli.Host;
using Verifier.Cli.Replaying;
using Verifier.Cli.Text;
using Verifier.Engine.Planning;
using Verifier.Engine.Shrinking;
using Verifier.Engine.Tokens;
using Verifier.History;
using Verifier.Reporting.Model;
using Verifier.Scenarios;
using Verifier.Scenarios.Surroundings;

namespace Verifier.Cli.Minimal;

/// <summary>The minimal scenarios that lie beside a night's results.</summary>
internal static class MinimalFiles
{
    /// <summary>Those of findings that are there tonight, by fingerprint.</summary>
    /// <param name="host">The surroundings, for the paths that are shown.</param>
    /// <param name="view">The night.</param>
    /// <param name="folder">The results folder as given.</param>
    /// <param name="replay">Makes the commands.</param>
    public static IReadOnlyDictionary<string, MinimalFile> Of(CliHost host, NightView view, string folder, ReplayText replay)
    {
        var files = new Dictionary<string, MinimalFile>();
        foreach (var open in view.Findings.Where(f => TransitionWords.IsOpen(f.Transition)))
        {
            var finding = open.Finding;
            var name = $"{ShrunkScenario.SafeName(finding.Driver, finding.Kind, finding.Fingerprint)}.yaml";
            var full = Path.Combine(host.FullPath(folder), MinimalScenarios.Folder, name);
            var path = host.DisplayPath(full);

            // A command that cannot be shown as it is would run something else.
            if (File.Exists(full) && Printable.Line(path) == path)
            {
                files[finding.Fingerprint] = new MinimalFile(path, Command(replay, finding.Driver, path, full) + AnswersOf(open.Exemplar.Token));
            }
        }

        return files;
    }

    // The run had them, and the smaller one needs them too.
    private static string AnswersOf(string token) => ReplayToken.TryParse(token, out var read, out _) ? ReplayText.StubOptions(read!.Stubs) : string.Empty;

    // Such a scenario names a compiled driver by the path of its file, and a model by its name. One that was damaged since is shown as a model's.
    private static string Command(ReplayText replay, string driver, string path, string fullPath)
    {
        var folder = new ScenarioFolder(Path.GetDirectoryName(fullPath)!);
        var scenario = ScenarioReader.Read(path, File.ReadAllBytes(fullPath), KernelNames.Instance, folder).Scenario;
        return replay.Run(driver, path, scenario?.Drivers.Any(named => named.IsBinary) == true, scenario?.With.IsEmpty == false);
    }
}
