using System.Reflection;
using Verifier.Engine.Planning;
using Verifier.Kernel;

namespace Verifier.NUnit;

/// <summary>The driver models that a test project can see.</summary>
internal static class DriverModels
{
    private static readonly string KernelName = typeof(DriverModel).Assembly.GetName().Name!;

    /// <summary>The models of one type's assembly, or of a test assembly and those that it references.</summary>
    public static IReadOnlyList<DriverUnderTest> Of(Type? type, Assembly tests)
    {
        var assemblies = type is not null ? [type.Assembly] : tests.GetReferencedAssemblies().Select(Assembly.Load).Append(tests).Where(ReferencesKernel);
        return [.. assemblies.Where(HasModels).SelectMany(Read).OrderBy(d => d.Name, StringComparer.Ordinal)];
    }

    /// <summary>One model by its type.</summary>
    /// <exception cref="ArgumentException">The type is no driver model.</exception>
    public static DriverUnderTest Of(Type model)
    {
        if (!typeof(DriverModel).IsAssignableFrom(model) || model.IsAbstract)
        {
            throw new ArgumentException($"{model} is no driver model: give a class that derives from {nameof(DriverModel)} and is not abstract.", nameof(model));
        }

        return Read(model.Assembly).Single(d => d.Create!().GetType() == model);
    }

    /// <summary>The models of a model's assembly; none beside a compiled driver.</summary>
    public static IReadOnlyList<DriverUnderTest> BesideOf(DriverUnderTest driver) => driver.Create is { } create ? Read(create().GetType().Assembly) : [];

    /// <summary>The file of the assembly that a model comes from, or of a compiled driver.</summary>
    public static string FileOf(DriverUnderTest driver) => driver.Create is { } create ? create().GetType().Assembly.Location : driver.TypeName;

    private static IReadOnlyList<DriverUnderTest> Read(Assembly assembly) => DriverCatalogue.Read(assembly, BuildIdentity.Of(assembly, File.OpenRead));

    private static bool ReferencesKernel(Assembly assembly) => assembly.GetReferencedAssemblies().Any(name => name.Name == KernelName);

    private static bool HasModels(Assembly assembly) =>
        assembly.GetExportedTypes().Any(t => typeof(DriverModel).IsAssignableFrom(t) && !t.IsAbstract && t.Assembly != typeof(DriverModel).Assembly);
}
