using System.Reflection;
using Verifier.Engine.Planning;

namespace Verifier.Workers.Loading;

/// <summary>Loads driver models: those that come with the program, or those of the assemblies a user names.</summary>
internal static class ModelLoader
{
    private const string OwnAssembly = "Verifier.Drivers";

    /// <summary>The models, by name.</summary>
    /// <param name="folder">Relative paths start there.</param>
    /// <param name="paths">Assemblies; empty for the models that come with the program.</param>
    /// <param name="warn">Gets what is not as it should be but does not keep the models from running.</param>
    /// <param name="making">What to make, and who is told of it; null to make all.</param>
    /// <exception cref="RefusalException">An assembly cannot be used, or two models have the same name.</exception>
    public static IReadOnlyList<DriverUnderTest> Load(
        string folder, IReadOnlyCollection<string> paths, Action<string> warn, ModelMaking? making = null) => Make(Assemblies(folder, paths), warn, making);

    /// <summary>The assemblies, and how the user knows them. Nothing of them is run.</summary>
    /// <param name="folder">Relative paths start there.</param>
    /// <param name="paths">Assemblies; empty for the models that come with the program.</param>
    /// <exception cref="RefusalException">One cannot be used.</exception>
    public static IReadOnlyList<(string Shown, Assembly Assembly)> Assemblies(string folder, IReadOnlyCollection<string> paths) => paths.Count == 0
        ? [(OwnAssembly, Own())]
        : [.. paths.DistinctBy(path => Path.GetFullPath(path, folder)).Select(path => (path, Foreign(Path.GetFullPath(path, folder), path)))];

    /// <summary>The models of assemblies, by name.</summary>
    /// <param name="assemblies">The assemblies.</param>
    /// <param name="warn">Gets what is not as it should be but does not keep the models from running.</param>
    /// <param name="making">What to make, and who is told of it; null to make all.</param>
    /// <exception cref="RefusalException">A model cannot be made, or two have the same name.</exception>
    public static IReadOnlyList<DriverUnderTest> Make(
        IEnumerable<(string Shown, Assembly Assembly)> assemblies, Action<string> warn, ModelMaking? making = null)
    {
        var drivers = new SortedDictionary<string, DriverUnderTest>(StringComparer.Ordinal);
        foreach (var (shown, assembly) in assemblies)
        {
            var models = Read(assembly, making ?? new ModelMaking());
            if (models.Any(model => !model.StacksAreStable))
            {
                warn($"{shown} was built with optimisation on: its stacks, and with them fault sites, may differ from run to run; "
                    + "build it with <Optimize>false</Optimize>");
            }

            foreach (var model in models)
            {
                if (!drivers.TryAdd(model.Name, model))
                {
                    throw RefusalException.Request(
                        $"two driver models are named \"{model.Name}\", in {drivers[model.Name].AssemblyName} and in {model.AssemblyName}; "
                        + "give each a Name of its own or name one assembly only");
                }
            }
        }

        return [.. drivers.Values];
    }

    private static IReadOnlyList<DriverUnderTest> Read(Assembly assembly, ModelMaking making)
    {
        try
        {
            return DriverCatalogue.Read(assembly, BuildIdentity.Of(assembly, File.OpenRead), making.Making, making.Wanted, making.Broken);
        }
        catch (DriverAssemblyException e)
        {
            throw RefusalException.Request(e.Message);
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
            throw RefusalException.Request($"the driver models that come with this program cannot be loaded ({e.Message}); install it again, or name others with --drivers");
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
            throw RefusalException.Request($"{shown} cannot be loaded: {e.Message}");
        }
    }
}
