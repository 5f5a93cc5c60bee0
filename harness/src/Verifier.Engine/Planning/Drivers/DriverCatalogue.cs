using System.Diagnostics;
using System.Reflection;
using Verifier.Kernel;

namespace Verifier.Engine.Planning;

/// <summary>Finds the driver models of an assembly: its public, concrete classes derived from <see cref="DriverModel"/>.</summary>
public static class DriverCatalogue
{
    /// <summary>The models of an assembly, by name.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <param name="build">Identifies the assembly's build: <see cref="BuildIdentity"/>.</param>
    /// <param name="making">Is told the type of each model before one is made: its constructor and its name are foreign code.</param>
    /// <param name="wanted">Which types to make; null for all. No code of the others is run.</param>
    /// <param name="broken">
    /// Gets the type of each model that cannot be made, and why; the others are made all the same. Null: one that cannot be made is an error.
    /// </param>
    /// <exception cref="DriverAssemblyException">It holds none, one cannot be made, or two have the same name; the message says what to mend.</exception>
    public static IReadOnlyList<DriverUnderTest> Read(
        Assembly assembly, string build, Action<string>? making = null, Func<string, bool>? wanted = null, Action<string, string>? broken = null)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        var name = assembly.GetName().Name ?? "?";
        var types = ModelTypes(assembly, name);
        if (types.Count == 0)
        {
            throw new DriverAssemblyException($"{name} holds no driver model: a public class derived from Verifier.Kernel.DriverModel is needed.");
        }

        var drivers = new List<DriverUnderTest>();
        foreach (var type in types.Where(t => wanted?.Invoke(NameOf(t)) != false))
        {
            try
            {
                Check(type, ModelNames.ProblemOfMetadata("type's name", NameOf(type)) ?? ModelNames.ProblemOfMetadata("assembly's name", name));
                making?.Invoke(NameOf(type));
                drivers.Add(Describe(type, assembly, name, build));
            }
            catch (DriverAssemblyException e) when (broken is not null)
            {
                broken(NameOf(type), e.Message);
            }
        }

        drivers.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        for (var i = 1; i < drivers.Count; i++)
        {
            if (drivers[i].Name == drivers[i - 1].Name)
            {
                throw new DriverAssemblyException($"{name} has two driver models named \"{drivers[i].Name}\"; give each a Name of its own.");
            }
        }

        return drivers;
    }

    private static void Check(Type type, string? problem)
    {
        if (problem is not null)
        {
            throw new DriverAssemblyException($"{type.FullName} cannot be used: {problem}.");
        }
    }

    private static string NameOf(Type type) => type.FullName ?? type.Name;

    private static List<Type> ModelTypes(Assembly assembly, string name)
    {
        try
        {
            return [.. assembly.GetExportedTypes().Where(t => t.IsSubclassOf(typeof(DriverModel)) && !t.IsAbstract)];
        }
        catch (Exception e) when (e is TypeLoadException or ReflectionTypeLoadException or FileNotFoundException or FileLoadException)
        {
            throw new DriverAssemblyException($"{name} cannot be read: {e.Message} Build it against the Verifier.Kernel of this version.");
        }
    }

    private static DriverUnderTest Describe(Type type, Assembly assembly, string assemblyName, string build)
    {
        var constructor = type.GetConstructor(Type.EmptyTypes)
            ?? throw new DriverAssemblyException($"{type.FullName} needs a public constructor without parameters.");
        DriverModel Create() => (DriverModel)constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, null, null);
        try
        {
            var model = Create();
            if (string.IsNullOrWhiteSpace(model.Name))
            {
                throw new DriverAssemblyException($"{type.FullName} has an empty Name.");
            }

            Check(type, ModelNames.ProblemOf(nameof(model.Name), model.Name) ?? ModelNames.ProblemOf(nameof(model.Description), model.Description));
            var optimised = assembly.GetCustomAttribute<DebuggableAttribute>()?.IsJITOptimizerDisabled != true;
            return new DriverUnderTest(
                model.Name, model.Description, build, assemblyName, !optimised, Create)
            {
                TypeName = NameOf(type),
            };
        }
#pragma warning disable CA1031 // whatever a foreign constructor throws is the foreign assembly's error, to be named as such
        catch (Exception e) when (e is not DriverAssemblyException)
#pragma warning restore CA1031
        {
            throw new DriverAssemblyException($"{type.FullName} cannot be made: its constructor or Name threw {e.GetType().Name}: {ExceptionText.MessageOf(e)}");
        }
    }
}
