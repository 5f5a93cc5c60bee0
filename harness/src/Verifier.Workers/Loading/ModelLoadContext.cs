using System.Reflection;
using System.Runtime.Loader;

namespace Verifier.Workers.Loading;

/// <summary>
/// Loads one foreign assembly of driver models. It shares Verifier.Kernel with the program, or its models would derive from another
/// DriverModel than ours; everything else it brings stays its own.
/// </summary>
internal sealed class ModelLoadContext(string path) : AssemblyLoadContext(Path.GetFileNameWithoutExtension(path))
{
    private const string Shared = "Verifier.Kernel";
    private readonly AssemblyDependencyResolver _resolver = new(path);

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (assemblyName.Name == Shared)
        {
            return null;
        }

        return _resolver.ResolveAssemblyToPath(assemblyName) is { } found ? LoadFromAssemblyPath(found) : Beside(assemblyName);
    }

    // An assembly copied without its .deps.json still finds its neighbours; what the framework has comes from there first.
    private Assembly? Beside(AssemblyName assemblyName)
    {
        try
        {
            return Default.LoadFromAssemblyName(assemblyName);
        }
        catch (FileNotFoundException)
        {
            var neighbour = Path.Combine(Path.GetDirectoryName(path)!, assemblyName.Name + ".dll");
            return File.Exists(neighbour) ? LoadFromAssemblyPath(neighbour) : null;
        }
    }
}
