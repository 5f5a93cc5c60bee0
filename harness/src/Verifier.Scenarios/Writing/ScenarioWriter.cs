using Verifier.Scenarios.Binding.Tables;
using Verifier.Scenarios.Model;

namespace Verifier.Scenarios.Writing;

/// <summary>
/// Writes a scenario as a script. Reading the script gives the scenario again, apart from the places where its parts stand; comments and
/// spelling of a script that it was read from are not kept.
/// </summary>
public static class ScenarioWriter
{
    /// <summary>The script, with LF line ends.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="comments">Lines to stand above it, without <c>#</c>.</param>
    /// <returns>The text.</returns>
    public static string Write(Scenario scenario, params IEnumerable<string> comments)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(comments);
        var text = new YamlText();
        foreach (string line in comments)
        {
            text.Line($"# {line.ReplaceLineEndings(" ")}");
        }

        foreach ((string key, YamlNode value) in Fields(scenario).Map.Entries)
        {
            text.Entry(key, value, isList: key is "with" or "below" or "files" or "workload" or "faults" or "expect");
        }

        return text.ToString();
    }

    private static YamlFields Fields(Scenario scenario) => new YamlFields()
        .Add("scenario", scenario.Name)
        .Add("says", scenario.Says.Length > 0 ? scenario.Says : null)
        .Add("drivers", new YamlList([.. scenario.Drivers.Select(d => YamlNode.Text(d.Text))]))
        .Add("with", scenario.With.IsEmpty ? null : new YamlList([.. scenario.With.Select(With)]))
        .Add("regression", scenario.IsRegression)
        .Add("system", System(scenario.System))
        .Add("verifier", Verifier(scenario.Verifier))
        .Add("device", DeviceWriter.Of(scenario.Device))
        .Add("hardware", HardwareWriter.Of(scenario.Hardware))
        .Add("registry", RegistryWriter.Of(scenario.Registry))
        .Add("seed", scenario.Seed == 0 ? null : YamlNode.Word(FormattableString.Invariant($"{scenario.Seed}")))
        .Add("below", scenario.Below.IsEmpty ? null : new YamlList([.. scenario.Below.Select(BelowWriter.Of)]))
        .Add("files", scenario.Files.IsEmpty ? null : new YamlList([.. scenario.Files.Select(File)]))
        .Add("workload", OperationWriter.ListOf(scenario.Workload))
        .Add("faults", scenario.Faults.IsEmpty ? null : new YamlList([.. scenario.Faults.Select(FaultWriter.Of)]))
        .Add("explore", scenario.Explore is { } explore ? Explore(explore) : null)
        .Add("expect", scenario.Expectations.IsEmpty ? null : new YamlList([.. scenario.Expectations.Select(FaultWriter.Of)]));

    private static YamlNode With(WithEntry entry) => entry.Stack == StackPlace.None
        ? YamlNode.Text(entry.Selection.Text)
        : new YamlFields().Add("driver", entry.Selection.Text).Add("stack", YamlNode.Word(entry.Stack == StackPlace.Below ? "below" : "above")).Map;

    private static YamlNode File(SimulatedFile file) => new YamlFields()
        .Add("path", file.Path)
        .Add("data", file.Data)
        .Add("directory", file.IsDirectory)
        .Add("read-only", file.IsReadOnly)
        .Map;

    private static YamlNode? System(SystemSettings system)
    {
        YamlFields limits = new YamlFields()
            .Add("nonpaged-pool", system.NonpagedPool is { } nonpaged ? YamlNode.Number(nonpaged) : null)
            .Add("paged-pool", system.PagedPool is { } paged ? YamlNode.Number(paged) : null)
            .Add("system-ptes", system.SystemPtes is { } ptes ? YamlNode.Number(ptes) : null)
            .Add("map-registers", system.MapRegisters is { } registers ? YamlNode.Number(registers) : null);
        if (limits.Count > 0)
        {
            return new YamlMap([("profile", YamlNode.Text(system.Profile)), .. limits.Map.Entries]);
        }

        return system.Profile == SystemSettings.DefaultProfile ? null : YamlNode.Text(system.Profile);
    }

    private static YamlNode? Verifier(VerifierSettings verifier)
    {
        YamlNode[] words = [.. Words(verifier.LowResources is null ? verifier.Options : verifier.Options & ~VerifierOptions.LowResources)];
        if (verifier.LowResources is null && !verifier.NdisLowResources)
        {
            return words.Length == 0 ? null : YamlNode.OneOrList(words);
        }

        return new YamlFields()
            .Add("options", words.Length == 0 ? null : new YamlList(words))
            .Add("low-resources", verifier.LowResources is { } settings ? LowResources(settings) : null)
            .Add(VerifierWords.NdisLowResources, verifier.NdisLowResources)
            .Map;
    }

    private static IEnumerable<YamlNode> Words(VerifierOptions options)
    {
        if ((options & VerifierOptions.Standard) == VerifierOptions.Standard)
        {
            yield return ValueText.Of(VerifierWords.Option, VerifierOptions.Standard);
            options &= ~VerifierOptions.Standard;
        }

        foreach (var word in VerifierWords.Option.Words.Where(w => w.Value != VerifierOptions.Standard && options.HasFlag(w.Value)))
        {
            yield return YamlNode.Word(word.Text);
        }
    }

    private static YamlMap LowResources(LowResourcesSettings settings) => new YamlFields()
        .Add("probability", YamlNode.Word(FormattableString.Invariant($"{settings.Probability}/10000")))
        .Add("tags", settings.Tags)
        .Add("applications", settings.Applications)
        .Add("delay", settings.Delay)
        .Map;

    private static YamlMap Explore(ExploreSettings explore)
    {
        bool isRandom = explore.Strategies.HasFlag(ExploreStrategies.Random);
        YamlFields budget = new YamlFields()
            .Add("runs", explore.BudgetRuns is { } runs ? YamlNode.Number(runs) : null)
            .Add("time", explore.BudgetTime);
        return new YamlFields()
            .Add("how", YamlNode.OneOrList(Strategies(explore.Strategies)))
            .Add("budget", budget.Count == 0 ? null : budget.Map)
            .Add("shard", explore.Shard == Shard.Whole ? null : YamlNode.Word(FormattableString.Invariant($"{explore.Shard.Index}/{explore.Shard.Count}")))
            .Add("exclude", explore.Exclude.IsEmpty ? null : new YamlList([.. explore.Exclude.Select(Quoted)]))
            .Add("benign", explore.Benign.IsEmpty ? null : new YamlList([.. explore.Benign.Select(Benign)]))
            .Add("probability", isRandom ? ValueText.Of(explore.Probability) : null)
            .Add("repeats", isRandom ? YamlNode.Number(explore.Repeats) : null)
            .Add("seed", explore.Seed is { } seed ? YamlNode.Word(FormattableString.Invariant($"{seed}")) : null)
            .Map;
    }

    private static IEnumerable<YamlNode> Strategies(ExploreStrategies strategies) => strategies == ExploreStrategies.All
        ? [ValueText.Of(ExploreTable.StrategyWord, ExploreStrategies.All)]
        : ExploreTable.StrategyWord.Words
            .Where(w => w.Value != ExploreStrategies.All && strategies.HasFlag(w.Value))
            .Select(w => YamlNode.Word(w.Text));

    // A stack id of digits alone would be read as a number by other readers.
    private static YamlNode Quoted(string id) => YamlNode.Word($"\"{id}\"");

    private static YamlNode Benign(BenignSite site) => new YamlFields().Add("site", site.Site).Add("why", site.Why).Map;
}
