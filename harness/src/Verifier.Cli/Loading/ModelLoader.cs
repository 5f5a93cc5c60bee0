using System.Reflection;
using Verifier.Engine.Planning;

namespace Verifier.Cli.Loading;

/// <summary>Loads driver models: those that come with the program, or those of the assemblies a user names.</summary>
internal static class ModelLoader
{
    private const string OwnAssembly = "Verifier.Drivers";

    /// <summary>The models, by name.</summary>
    /// <param name="host">Relative paths start in its folder.</param>
    /// <param name="paths">Assemblies; empty for the models that come with the program.</param>
    /// <param name="warn">Gets what is not as it should be but does not keep the models from running.</param>
    /// <param name="making">Is told the type of each model before it is made.</param>
    /// <exception cref="CliException">An assembly cannot be used, or two models have the same name.</exception>
    public static IReadOnlyList<DriverUnderTest> Load(
        CliHost host, IReadOnlyCollection<string> paths, Action<string> warn, Action<string>? making = null)
    {
        var drivers = new SortedDictionary<string, DriverUnderTest>(StringComparer.Ordinal);
        var assemblies = paths.Count == 0
            ? [(OwnAssembly, Own())]
            : paths.DistinctBy(host.FullPath).Select(path => (path, Foreign(host.FullPath(path), path)));
        foreach (var (shown, assembly) in assemblies)
        {
            var models = Read(assembly, making);
            if (models.Any(model => !model.StacksAreStable))
            {
                warn($"{shown} was built with optimisation on: its stacks, and with them fault sites, may differ from run to run; "
                    + "build it with <Optimize>false</Optimize>");
            }

            foreach (var model in models)
            {
                if (!drivers.TryAdd(model.Name, model))
                {
                    throw CliException.Usage(
                        $"two driver models are named \"{model.Name}\", in {drivers[model.Name].AssemblyName} and in {model.AssemblyName}; "
                        + "give each a Name of its own or name one assembly only");
                }
            }
        }

        return [.. drivers.Values];
    }

    private static IReadOnlyList<DriverUnderTest> Read(Assembly assembly, Action<string>? making)
    {
        try
        {
            return DriverCatalogue.Read(assembly, making);
        }
        catch (DriverAssemblyException e)
        {
            throw CliException.Usage(e.Message);
        }
    }

    private static Assembly Own()
    {
        try
        {
            return Assembly.Load(new AssemblyName(OwnAssembly));
        }
        catch (Exception e) when (e is BadImageFormatException or FileNotFoundException or FileLoadException)
        {
            throw CliException.Usage($"the driver models that come with this program cannot be loaded ({e.Message}); install it again, or name others with --drivers");
        }
    }

    private static Assembly Foreign(string fullPath, string shown)
    {
        ModelAssembly.Check(fullPath, shown);
        try
        {
            return new ModelLoadContext(fullPath).LoadFromAssemblyPath(fullPath);
        }
        catch (Exception e) when (e is BadImageFormatException or FileLoadException or InvalidOperationException)
        {
            throw CliException.Usage($"{shown} cannot be loaded: {e.Message}");
        }
    }
}
