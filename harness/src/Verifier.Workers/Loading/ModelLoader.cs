using System.Reflection;
using Verifier.Engine.Planning;

namespace Verifier.Workers.Loading;

/// <summary>Loads drivers: the models that come with the program, or what is in the files a user names, assemblies of models and compiled drivers.</summary>
internal static class ModelLoader
{
    private const string OwnAssembly = "Verifier.Drivers";

    /// <summary>The drivers, by name.</summary>
    /// <param name="folder">Relative paths start there.</param>
    /// <param name="paths">Assemblies; empty for the models that come with the program.</param>
    /// <param name="warn">Gets what is not as it should be but does not keep the models from running.</param>
    /// <param name="making">What to make, and who is told of it; null to make all.</param>
    /// <exception cref="RefusalException">An assembly cannot be used, or two models have the same name.</exception>
    public static IReadOnlyList<DriverUnderTest> Load(
        string folder, IReadOnlyCollection<string> paths, Action<string> warn, ModelMaking? making = null) => Make(Files(folder, paths, []), warn, making);

    /// <summary>The files, and how the user knows them. Nothing of them is run.</summary>
    /// <param name="folder">Relative paths start there.</param>
    /// <param name="paths">Assemblies of models and compiled drivers; empty for the models that come with the program.</param>
    /// <param name="symbolFolders">Folders to look for PDBs of compiled drivers in, after the drivers' own.</param>
    /// <exception cref="RefusalException">One cannot be used.</exception>
    public static IReadOnlyList<DriverSourceFile> Files(string folder, IReadOnlyCollection<string> paths, IReadOnlyList<string> symbolFolders) => paths.Count == 0
        ? [new ModelFile(OwnAssembly, Own())]
        : [.. paths.DistinctBy(path => Path.GetFullPath(path, folder)).Select(path => Open(Path.GetFullPath(path, folder), path, symbolFolders))];

    /// <summary>The drivers of files, by name.</summary>
    /// <param name="files">The files.</param>
    /// <param name="warn">Gets what is not as it should be but does not keep the models from running.</param>
    /// <param name="making">What to make, and who is told of it; null to make all.</param>
    /// <exception cref="RefusalException">A model cannot be made, or two have the same name.</exception>
    public static IReadOnlyList<DriverUnderTest> Make(
        IEnumerable<DriverSourceFile> files, Action<string> warn, ModelMaking? making = null)
    {
        var drivers = new SortedDictionary<string, DriverUnderTest>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            foreach (var driver in Read(file, warn, making ?? new ModelMaking()))
            {
                if (!drivers.TryAdd(driver.Name, driver))
                {
                    throw RefusalException.Request(Clash(driver.Name, drivers[driver.Name].AssemblyName, driver.AssemblyName));
                }
            }
        }

        return [.. drivers.Values];
    }

    /// <summary>
    /// The message for two drivers of one name. A compiled driver's name is that of its file, without extension and in lower case.
    /// </summary>
    public static string Clash(string name, string one, string other) =>
        $"two drivers are named \"{name}\", in {one} and in {other}; give each a name of its own or name one file only";

    private static DriverSourceFile Open(string fullPath, string shown, IReadOnlyList<string> symbolFolders) =>
        CompiledLoader.IsCompiled(fullPath) ? CompiledLoader.Read(fullPath, shown, symbolFolders) : new ModelFile(shown, Foreign(fullPath, shown));

    private static IReadOnlyList<DriverUnderTest> Read(DriverSourceFile file, Action<string> warn, ModelMaking making)
    {
        if (file is CompiledFile compiled)
        {
            foreach (var warning in compiled.File.Symbols.Warnings)
            {
                warn(warning);
            }

            return making.Wanted?.Invoke(compiled.File.FullPath) == false ? [] : [CompiledLoader.Describe(compiled)];
        }

        var models = Read(((ModelFile)file).Assembly, making);
        if (models.Any(model => !model.StacksAreStable))
        {
            warn($"{file.Shown} was built with optimisation on: its stacks, and with them fault sites, may differ from run to run; "
                + "build it with <Optimize>false</Optimize>");
        }

        return models;
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
