using System.Collections.Immutable;
using Verifier.Cli.Host;
using Verifier.Workers.Loading;

namespace Verifier.Cli.Settings;

/// <summary>
/// Where a command line says that drivers come from: <c>--drivers</c>, paths of <c>--driver</c>, and <c>--symbols</c>. Folders are looked into when
/// it is first asked what there is.
/// </summary>
internal sealed class DriverSources
{
    private readonly Lazy<(ImmutableArray<string> Assemblies, ImmutableArray<string> Compiled)> _files;
    private readonly Lazy<IReadOnlyList<string>> _given;

    /// <summary>Remembers what the command line says.</summary>
    /// <param name="invocation">Where relative paths start, and who tells warnings.</param>
    /// <param name="drivers">Values of <c>--drivers</c>: assemblies of models, .sys files, and folders with either.</param>
    /// <param name="files">Values of <c>--driver</c> that are paths of .sys files.</param>
    /// <param name="symbols">Values of <c>--symbols</c>.</param>
    public DriverSources(Invocation invocation, IReadOnlyCollection<string> drivers, IReadOnlyCollection<string> files, IReadOnlyCollection<string> symbols)
        : this(() => Find(invocation.Host, drivers, files), () => [.. drivers.Concat(files).SelectMany(path => Matching(invocation.Host, path)).Distinct()])
    {
        ReplacesOwn = drivers.Count > 0;
        Wanted = [.. files];
        SymbolFolders = [.. symbols];
        Warned = invocation.WarnOnce;
    }

    private DriverSources(Func<(ImmutableArray<string>, ImmutableArray<string>)> find, Func<IReadOnlyList<string>> given)
    {
        _files = new Lazy<(ImmutableArray<string> Assemblies, ImmutableArray<string> Compiled)>(find);
        _given = new Lazy<IReadOnlyList<string>>(given);
    }

    /// <summary>A command line that says nothing of them: the program's own models.</summary>
    public static DriverSources None { get; } = new(() => ([], []), () => []);

    /// <summary>Assemblies of models by their full paths.</summary>
    public static DriverSources OfAssemblies(params ImmutableArray<string> paths) => new(() => (paths, []), () => paths);

    /// <summary>Compiled drivers that <c>--driver</c> names: without one of them the command makes no sense.</summary>
    public ImmutableArray<string> Wanted { get; } = [];

    /// <summary>Was <c>--drivers</c> given? The program's own models are not there then.</summary>
    public bool ReplacesOwn { get; }

    /// <summary>Assemblies of models as the user gave them; with none of them and <see cref="ReplacesOwn"/> there are no models.</summary>
    /// <exception cref="CliException">A folder holds no driver, or cannot be read.</exception>
    public ImmutableArray<string> Assemblies => _files.Value.Assemblies;

    /// <summary>Compiled drivers as the user gave them.</summary>
    /// <exception cref="CliException">A folder holds no driver, or cannot be read.</exception>
    public ImmutableArray<string> Compiled => _files.Value.Compiled;

    /// <summary>The user's paths: folders as such, and patterns by the files that they match.</summary>
    /// <exception cref="CliException">A pattern matches nothing.</exception>
    public IReadOnlyList<string> Given => _given.Value;

    /// <summary>Folders with symbols as the user gave them.</summary>
    public ImmutableArray<string> SymbolFolders { get; } = [];

    /// <summary>Gets warnings about files of compiled drivers; each is told once.</summary>
    public Action<string>? Warned { get; }

    private static (ImmutableArray<string> Assemblies, ImmutableArray<string> Compiled) Find(
        CliHost host, IReadOnlyCollection<string> drivers, IReadOnlyCollection<string> files)
    {
        var all = drivers.SelectMany(path => InPath(host, path)).Concat(files.SelectMany(path => Matching(host, path))).Distinct().ToLookup(CompiledLoader.IsCompiled);
        return ([.. all[false]], [.. all[true]]);
    }

    private static IEnumerable<string> InPath(CliHost host, string path)
    {
        if (path.Length == 0 || path.Contains('\0'))
        {
            throw CliException.Usage("--drivers has an empty path; name an assembly of driver models (.dll), a compiled driver (.sys), or a folder of them");
        }

        // A folder that is called like a driver is told to be one where the file is read.
        return CompiledLoader.IsCompiled(path) ? Matching(host, path) : Directory.Exists(host.FullPath(path)) ? InFolder(host, path) : [path];
    }

    private static IEnumerable<string> Matching(CliHost host, string path)
    {
        if (!path.AsSpan().ContainsAny('*', '?'))
        {
            return [path];
        }

        var found = DriverPaths.Find(host.WorkingFolder, path);
        return found.Count > 0 ? found.Select(host.DisplayPath) : throw CliException.Usage($"no compiled driver matches {path}; build the driver and name its .sys");
    }

    private static List<string> InFolder(CliHost host, string folder)
    {
        try
        {
            var found = Directory.EnumerateFileSystemEntries(host.FullPath(folder))
                .Where(path => CompiledLoader.IsCompiled(path) || ModelAssembly.HoldsModels(path))
                .Select(path => Path.Join(folder, Path.GetFileName(path)).Replace('\\', '/'))
                .Order(StringComparer.Ordinal).ToList();
            return found.Count > 0 ? found : throw CliException.Usage($"{folder} holds no driver: neither a .sys file nor an assembly of driver models");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CliException.Usage($"{folder} cannot be searched for drivers: {e.Message}");
        }
    }
}
