using Verifier.Kernel;

namespace Verifier.Tests.Kernel;

/// <summary>Loads the object of a model that a test has made.</summary>
internal static class LoadExtensions
{
    public static NTSTATUS Load(this DriverLoader loader, DriverModel model) => loader.Load(new ModelSource(model.Name, () => model));
}
