using Verifier.Cli.Isolation;
using Verifier.Cli.Loading;
using Verifier.Engine.Planning;

namespace Verifier.Cli.Commands;

/// <summary>Which models there are, for every verb that wants to know.</summary>
internal static class ModelCatalogue
{
    /// <summary>
    /// Reads it, in a worker process unless said otherwise: to make a model runs its code. One that cannot be made there is an error that is
    /// told, and the others are read all the same.
    /// </summary>
    /// <param name="invocation">Where warnings and errors go.</param>
    /// <param name="assemblies">Assemblies of models as the user gave them; empty for the program's own.</param>
    /// <param name="isIsolated">In a worker? As the host does it if null.</param>
    /// <exception cref="CliException">An assembly cannot be used, or none of its models can be made.</exception>
    public static IReadOnlyList<DriverUnderTest> Read(Invocation invocation, IReadOnlyCollection<string> assemblies, bool? isIsolated = null)
    {
        var host = invocation.Host;
        if (!(isIsolated ?? host.IsolatesByDefault))
        {
            return ModelLoader.Load(host, assemblies, invocation.Warn);
        }

        using var supply = WorkerSupply.For(host, assemblies);
        return new WorkerCatalogue(host, supply, assemblies).Read(invocation.Warn, invocation.FallShort);
    }
}
