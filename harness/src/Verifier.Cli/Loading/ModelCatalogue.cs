using Verifier.Cli.Host;
using Verifier.Cli.Isolation;
using Verifier.Cli.Settings;
using Verifier.Engine.Planning;
using Verifier.Workers;
using Verifier.Workers.Loading;

namespace Verifier.Cli.Loading;

/// <summary>The catalogue of drivers, for every verb that needs it.</summary>
internal static class ModelCatalogue
{
    /// <summary>
    /// Reads it. Models are made in a worker process unless said otherwise: that runs their code. A driver that cannot be had is an error that is
    /// told, and the others are read all the same.
    /// </summary>
    /// <param name="invocation">Where warnings and errors go.</param>
    /// <param name="sources">What the command line says of drivers.</param>
    /// <param name="isIsolated">In a worker? As the host does it if null.</param>
    /// <param name="readsSymbols">Read symbols of compiled drivers here, to warn of those that cannot be used? A worker that runs one does.</param>
    /// <exception cref="CliException">A file cannot be used, or there is no driver.</exception>
    public static DriverPool Read(Invocation invocation, DriverSources sources, bool? isIsolated = null, bool readsSymbols = false) =>
        Begin(invocation, sources, isIsolated, readsSymbols: readsSymbols)();

    /// <summary>As <see cref="Read"/>, but returns at once: a worker reads while this process does something else.</summary>
    /// <param name="invocation">Where warnings and errors go.</param>
    /// <param name="sources">What the command line says of drivers.</param>
    /// <param name="isIsolated">In a worker? As the host does it if null.</param>
    /// <param name="nextScript">A script that may be run next; null if none is known.</param>
    /// <param name="readsSymbols">Read symbols of compiled drivers here?</param>
    /// <returns>What waits for the drivers, and tells what is wrong with them.</returns>
    public static Func<DriverPool> Begin(
        Invocation invocation, DriverSources sources, bool? isIsolated, string? nextScript = null, bool readsSymbols = false)
    {
        var (warnings, broken) = (new List<string>(), new List<string>());
        var models = Models(invocation.Host, sources, isIsolated, nextScript, warnings.Add, broken.Add);
        return () =>
        {
            var drivers = models();
            warnings.ForEach(invocation.Warn);
            var all = drivers.Concat(Compiled(invocation.Host, sources, readsSymbols, broken)).ToList();
            if (all.Count == 0 && broken.Count > 0)
            {
                throw CliException.Usage(string.Join('\n', broken));
            }

            RefuseNamesakes(invocation.Host, all);
            broken.ForEach(invocation.FallShort);
            return new DriverPool(invocation.Host, [.. all.OrderBy(driver => driver.Name, StringComparer.Ordinal)], sources, readsSymbols);
        };
    }

    private static Func<IReadOnlyList<DriverUnderTest>> Models(
        CliHost host, DriverSources sources, bool? isIsolated, string? nextScript, Action<string> warn, Action<string> broken)
    {
        var assemblies = sources.Assemblies;
        if (sources.ReplacesOwn && assemblies.IsEmpty)
        {
            return () => [];
        }

        if (!(isIsolated ?? host.IsolatesByDefault))
        {
            return () => ModelLoader.Load(host.WorkingFolder, assemblies, warn);
        }

        var reading = Task.Run(() =>
        {
            using var supply = CliWorkers.For(host, sources);
            return new WorkerCatalogue(host, supply, assemblies, nextScript).Read(warn, broken);
        });
        return () => reading.GetAwaiter().GetResult();
    }

    private static List<DriverUnderTest> Compiled(CliHost host, DriverSources sources, bool readsSymbols, List<string> broken)
    {
        var drivers = new List<DriverUnderTest>();
        foreach (var path in sources.Compiled.DistinctBy(host.FullPath))
        {
            try
            {
                var file = CompiledLoader.Read(host.FullPath(path), path, readsSymbols ? [.. sources.SymbolFolders.Select(host.FullPath)] : null);
                file.File.Symbols.Warnings.ToList().ForEach(warning => sources.Warned?.Invoke(warning));
                drivers.Add(CompiledLoader.Describe(file));
            }
            catch (RefusalException e) when (!sources.Wanted.Contains(path))
            {
                broken.Add(e.Message);
            }
        }

        return drivers;
    }

    private static void RefuseNamesakes(CliHost host, List<DriverUnderTest> drivers)
    {
        foreach (var same in drivers.GroupBy(driver => driver.Name, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            var files = same.Select(driver => driver.IsCompiled ? host.DisplayPath(driver.TypeName) : driver.AssemblyName).Order(StringComparer.Ordinal).ToList();
            throw CliException.Usage(ModelLoader.Clash(same.Key, files[0], files[1]));
        }
    }
}
