using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Verifier.Kernel;

namespace Verifier.Workers.Loading;

/// <summary>Tells from a file, before any of its code is loaded, whether it can hold driver models for this kernel.</summary>
internal static class ModelAssembly
{
    private const string Kernel = "Verifier.Kernel";

    /// <summary>Checks the file.</summary>
    /// <param name="fullPath">Where it is.</param>
    /// <param name="shown">The path as the user wrote it.</param>
    /// <exception cref="RefusalException">It cannot; the message says why and how to mend it.</exception>
    public static void Check(string fullPath, string shown)
    {
        if (!File.Exists(fullPath))
        {
            throw RefusalException.Request(Directory.Exists(fullPath)
                ? $"{shown} is a folder; name the assembly of driver models (.dll) in it"
                : $"{shown} does not exist; build the project of the driver models and name its .dll");
        }

        if (KernelReference(fullPath, shown) is not { } reference)
        {
            throw RefusalException.Request($"{shown} holds no driver model: it does not reference {Kernel}");
        }

        var ours = typeof(DriverModel).Assembly.GetName().Version!;
        if (reference.Major != ours.Major || reference.Minor != ours.Minor || reference > ours)
        {
            throw RefusalException.Request(
                $"{shown} was built against {Kernel} {reference.ToString(3)}, this program has {ours.ToString(3)}; build it against that version");
        }
    }

    /// <summary>Is it an assembly with a class that derives from <see cref="DriverModel"/>? No code of it is loaded.</summary>
    /// <param name="path">A file of any kind.</param>
    public static bool HoldsModels(string path)
    {
        if (!path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) || !File.Exists(path))
        {
            return false;
        }

        try
        {
            using var image = new PEReader(File.OpenRead(path));
            return image.HasMetadata && image.GetMetadataReader() is var metadata && metadata.TypeDefinitions.Any(type => IsModel(metadata, type));
        }
        catch (Exception e) when (e is BadImageFormatException or IOException or UnauthorizedAccessException)
        {
            // A folder of drivers may hold files of all kinds.
            return false;
        }
    }

    private static bool IsModel(MetadataReader metadata, TypeDefinitionHandle type)
    {
        var parent = metadata.GetTypeDefinition(type).BaseType;
        return parent.Kind == HandleKind.TypeReference
            && metadata.GetTypeReference((TypeReferenceHandle)parent) is var reference
            && metadata.StringComparer.Equals(reference.Name, nameof(DriverModel))
            && metadata.StringComparer.Equals(reference.Namespace, Kernel);
    }

    private static Version? KernelReference(string fullPath, string shown)
    {
        try
        {
            using var stream = File.OpenRead(fullPath);
            using var image = new PEReader(stream);
            if (!image.HasMetadata)
            {
                throw RefusalException.Request($"{shown} is no .NET assembly but native code; driver models are built with the .NET SDK");
            }

            var metadata = image.GetMetadataReader();
            foreach (var handle in metadata.AssemblyReferences)
            {
                var reference = metadata.GetAssemblyReference(handle);
                if (metadata.StringComparer.Equals(reference.Name, Kernel))
                {
                    return reference.Version;
                }
            }

            return null;
        }
        catch (BadImageFormatException)
        {
            throw RefusalException.Request($"{shown} is no .NET assembly; name a .dll that the .NET SDK built");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw RefusalException.Request($"{shown} cannot be read: {e.Message}");
        }
    }
}
