using Verifier.Cli.Host;
using Verifier.Cli.Settings;
using Verifier.Cli.Text;
using Verifier.Engine.Planning;
using Verifier.Scenarios.Model;
using Verifier.Workers;
using Verifier.Workers.Loading;

namespace Verifier.Cli.Loading;

/// <summary>
/// The drivers that an invocation can use: models, compiled drivers of the command line, and those that scripts name by their paths. A script gets
/// the models and the drivers of the command line that its patterns match, and the files that it names itself; no other script's files. A
/// file of the command line takes the place of a script's file of the same name.
/// </summary>
/// <param name="host">Relative paths start in its working folder.</param>
/// <param name="named">Models and compiled drivers of the command line, by name.</param>
/// <param name="readsSymbols">Read symbols of scripts' files here, to warn of those that cannot be used?</param>
/// <param name="sources">What the command line says.</param>
internal sealed class DriverPool(CliHost host, IReadOnlyList<DriverUnderTest> named, DriverSources sources, bool readsSymbols = false)
{
    private readonly Dictionary<string, DriverUnderTest> _ofScripts = [];
    private readonly Dictionary<string, string> _broken = [];

    /// <summary>Models and compiled drivers of the command line, by name.</summary>
    public IReadOnlyList<DriverUnderTest> Named => named;

    /// <summary>The same, and those that scripts were found to name.</summary>
    public IEnumerable<DriverUnderTest> All => named.Concat(_ofScripts.Values);

    /// <summary>A sentence for each file of a script that cannot be used, in the order in which they were looked at.</summary>
    public IReadOnlyCollection<string> Broken => _broken.Values;

    /// <summary>The drivers that a script selects, by name. Files that do not exist or cannot be used are left out.</summary>
    /// <exception cref="CliException">Two drivers have one name.</exception>
    public List<DriverUnderTest> SelectedBy(ScenarioScript script) => Beside(script, SelectedAlone(script));

    private List<DriverUnderTest> SelectedAlone(ScenarioScript script)
    {
        var entries = script.Scenario.Drivers;
        var matched = named.Where(driver => entries.Any(entry => !entry.IsBinary && entry.Glob.Matches(driver.Name)));
        var own = entries.SelectMany(entry => FilesOf(script, entry)).Select(DriverOf).OfType<DriverUnderTest>();
        return [.. matched.Concat(own).Distinct().OrderBy(driver => driver.Name, StringComparer.Ordinal)];
    }

    /// <summary>A driver by its name: of the command line or the program, or one that a script names.</summary>
    public DriverUnderTest? Find(ScenarioScript script, string name) =>
        (named.FirstOrDefault(driver => driver.Name == name) ?? SelectedAlone(script).Find(driver => driver.Name == name)) is { } driver
            ? Beside(script, [driver])[0]
            : null;

    /// <summary>True if a script itself names the file of a driver.</summary>
    public static bool IsNamedBy(CliHost host, string scriptPath, Scenario scenario, DriverUnderTest driver) => driver.IsCompiled
        && scenario.Drivers.Any(entry => FilesOf(host, scriptPath, entry).Contains(driver.TypeName));

    /// <summary>What is wrong with the names in a script: an entry that matches no driver, a file that is not there or cannot be used, an
    /// expectation of a driver that is not selected.</summary>
    /// <param name="script">The script.</param>
    /// <param name="tellsBroken">Also files that cannot be used?</param>
    /// <returns>Each with its place and a message.</returns>
    public IEnumerable<(SourceSpan Span, string Message)> ErrorsOf(ScenarioScript script, bool tellsBroken)
    {
        var selected = SelectedAlone(script);
        if (ErrorBeside(script, selected) is { } problem)
        {
            yield return (script.Scenario.With[0].Source, problem);
        }

        foreach (var entry in script.Scenario.Drivers)
        {
            if (ErrorOf(script, entry, tellsBroken) is { } error)
            {
                yield return (entry.Source, error);
            }
        }

        foreach (var entry in script.Scenario.Expectations.Where(e => selected.Count > 0 && !selected.Exists(d => e.Driver.Matches(d.Name))))
        {
            yield return (entry.Source, $"the expectation is about '{entry.Driver}', and the script selects no such driver; it selects: {NamesOf(selected)}");
        }
    }

    /// <summary>Names of drivers as a sentence lists them.</summary>
    public static string NamesOf(IEnumerable<DriverUnderTest> drivers) => Words.List(drivers.Select(driver => driver.Name));

    private List<DriverUnderTest> Beside(ScenarioScript script, List<DriverUnderTest> drivers)
    {
        try
        {
            return drivers.ConvertAll(driver => BesideOf(script).Give(driver, script.Scenario));
        }
        catch (RefusalException e) when (e is not CliException)
        {
            throw CliException.Usage($"{script.Path}({script.Scenario.With[0].Source}): error: {e.Message}");
        }
    }

    // What is wrong with the drivers that the script loads beside its own; null when nothing is.
    private string? ErrorBeside(ScenarioScript script, List<DriverUnderTest> drivers)
    {
        try
        {
            drivers.ForEach(driver => BesideOf(script).Give(driver, script.Scenario));
            return null;
        }
        catch (RefusalException e) when (e is not CliException)
        {
            return e.Message;
        }
    }

    private DriversBeside BesideOf(ScenarioScript script) => new(
        Path.GetDirectoryName(host.FullPath(script.Path))!, host.DisplayPath, symbolFolders: null, () => [.. named.Where(driver => !driver.IsCompiled)]);

    private static IReadOnlyList<string> FilesOf(CliHost host, string scriptPath, DriverSelection entry) =>
        entry.IsBinary ? DriverPaths.Find(Path.GetDirectoryName(host.FullPath(scriptPath))!, entry.Text) : [];

    private IReadOnlyList<string> FilesOf(ScenarioScript script, DriverSelection entry) => FilesOf(host, script.Path, entry);

    private string? ErrorOf(ScenarioScript script, DriverSelection entry, bool tellsBroken)
    {
        if (!entry.IsBinary)
        {
            return named.Any(driver => entry.Glob.Matches(driver.Name)) ? null : $"no driver matches '{entry.Text}'; there is: {NamesOf(named)}";
        }

        var files = FilesOf(script, entry);
        return files.Count == 0 ? $"no file matches '{entry.Text}'; build the driver, or name its .sys with --driver"
            : files.FirstOrDefault(IsMissing) is { } missing ? $"there is no driver file {host.DisplayPath(missing)}; build the driver, or name its .sys with --driver"
            : tellsBroken ? files.Select(_broken.GetValueOrDefault).OfType<string>().FirstOrDefault()
            : null;
    }

    private bool IsMissing(string file) => !Path.Exists(file) && OfCommandLine(file) is null;

    private DriverUnderTest? OfCommandLine(string file) => named.FirstOrDefault(driver => driver.IsCompiled && driver.Name == CompiledLoader.NameOf(file));

    private DriverUnderTest? DriverOf(string file)
    {
        if (OfCommandLine(file) is { } instead)
        {
            return instead;
        }

        if (!Path.Exists(file) || _broken.ContainsKey(file))
        {
            return null;
        }

        var name = CompiledLoader.NameOf(file);
        if (!_ofScripts.TryGetValue(name, out var known))
        {
            return Read(file);
        }

        return known.TypeName == file ? known : throw CliException.Usage(Clash(name, known.TypeName, file));
    }

    private DriverUnderTest? Read(string file)
    {
        try
        {
            var read = CompiledLoader.Read(file, host.DisplayPath(file), readsSymbols ? [.. sources.SymbolFolders.Select(host.FullPath)] : null);
            read.File.Symbols.Warnings.ToList().ForEach(warning => sources.Warned?.Invoke(warning));
            var driver = CompiledLoader.Describe(read);
            if (named.FirstOrDefault(other => other.Name == driver.Name) is { } model)
            {
                throw CliException.Usage(ModelLoader.Clash(driver.Name, model.AssemblyName, host.DisplayPath(file)));
            }

            _ofScripts.Add(driver.Name, driver);
            return driver;
        }
        catch (RefusalException e) when (e is not CliException)
        {
            _broken.Add(file, e.Message);
            return null;
        }
    }

    private string Clash(string name, string one, string other) => ModelLoader.Clash(name, host.DisplayPath(one), host.DisplayPath(other));
}
