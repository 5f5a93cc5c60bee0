using Verifier.Engine.Planning;

namespace Verifier.Workers.Messages;

/// <summary>One model: a <see cref="DriverUnderTest"/> without what makes it.</summary>
internal sealed record CatalogueEntry(string Name, string Description, string BuildHash, string AssemblyName, bool StacksAreStable, string TypeName)
{
    /// <summary>The entry of a driver.</summary>
    public static CatalogueEntry Of(DriverUnderTest driver) =>
        new(driver.Name, driver.Description, driver.BuildHash, driver.AssemblyName, driver.StacksAreStable, driver.TypeName);
}
