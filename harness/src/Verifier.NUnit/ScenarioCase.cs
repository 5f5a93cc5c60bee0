using Verifier.Engine.Planning;
using Verifier.Scenarios.Model;
using Verifier.Workers;
using Verifier.Workers.Loading;

namespace Verifier.NUnit;

/// <summary>One scenario with one driver: what <see cref="ScenarioFilesAttribute"/> gives to a test.</summary>
public sealed class ScenarioCase
{
    private readonly Plan? _plan;

    private ScenarioCase(ScenarioFile file, Plan plan)
    {
        _plan = plan;
        Scenario = plan.Scenario.Name;
        Driver = plan.Driver.Name;
        File = file.ShownPath;
        System = plan.Profile.Name;
        Category = file.Category;
    }

    private ScenarioCase(string file, string problem)
    {
        File = file;
        Scenario = file.AsSpan().ContainsAny('*', '?') ? file : Path.GetFileNameWithoutExtension(file);
        Driver = System = string.Empty;
        Category = "broken";
        Problem = problem;
    }

    /// <summary>The scenario's name.</summary>
    public string Scenario { get; }

    /// <summary>The driver's name; empty if the scenario could not be read.</summary>
    public string Driver { get; }

    /// <summary>The file, from the folder in which it was looked for.</summary>
    public string File { get; }

    /// <summary>The system profile.</summary>
    public string System { get; }

    /// <summary>The name of the file's folder.</summary>
    public string Category { get; }

    /// <summary>The reason why it cannot be run; null if it can.</summary>
    public string? Problem { get; }

    /// <summary>The plan of its run.</summary>
    /// <exception cref="InvalidOperationException">The scenario could not be read.</exception>
    public Plan Plan => _plan ?? throw new InvalidOperationException(Problem);

    /// <inheritdoc/>
    public override string ToString() => Driver.Length > 0 ? $"{Scenario}({Driver})" : Scenario;

    internal static ScenarioCase Broken(string file, string problem) => new(file, problem);

    /// <summary>The cases of all files that match, in the order of files and drivers.</summary>
    /// <param name="files">A path with wildcards.</param>
    /// <param name="wanted">Names of drivers, with wildcards, or the path of the compiled driver to take.</param>
    /// <param name="models">The models there are.</param>
    /// <param name="stubs">Answers of imports that are not modelled.</param>
    internal static IEnumerable<ScenarioCase> Find(string files, string wanted, IReadOnlyList<DriverUnderTest> models, IReadOnlyList<string> stubs) =>
        ScenarioFile.Find(files).SelectMany(file => Of(file, wanted, models, stubs));

    private static List<ScenarioCase> Of(ScenarioFile file, string wanted, IReadOnlyList<DriverUnderTest> models, IReadOnlyList<string> stubs)
    {
        if (file.Read(out var problem) is not { } script)
        {
            return [Broken(file.ShownPath, problem)];
        }

        try
        {
            var answers = ImportStubs.Read(stubs);
            var selected = Select(file, script, wanted, models).Select(d => CompiledDrivers.Beside(file, script, d)).ToList();
            ImportStubs.Check(answers, selected);
            return [.. selected.Select(d => new ScenarioCase(file, Planner.Make(script, ImportStubs.Give(d, answers))))];
        }
        catch (Exception e) when (e is PlanException or RefusalException)
        {
            return [Broken(file.ShownPath, $"{file.ShownPath}: {e.Message}")];
        }
    }

    private static IEnumerable<DriverUnderTest> Select(ScenarioFile file, ScenarioScript script, string wanted, IReadOnlyList<DriverUnderTest> models)
    {
        var entry = new DriverSelection { Text = wanted };
        if (entry.IsBinary)
        {
            return [CompiledDrivers.At(wanted)];
        }

        return models
            .Where(d => script.Scenario.Drivers.Any(s => !s.IsBinary && s.Glob.Matches(d.Name)))
            .Concat(CompiledDrivers.NamedBy(file, script))
            .Where(d => entry.Glob.Matches(d.Name));
    }
}
