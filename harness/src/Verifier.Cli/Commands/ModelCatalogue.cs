using Verifier.Cli.Isolation;
using Verifier.Engine.Planning;
using Verifier.Workers.Loading;

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
    public static IReadOnlyList<DriverUnderTest> Read(Invocation invocation, IReadOnlyCollection<string> assemblies, bool? isIsolated = null) =>
        Begin(invocation, assemblies, isIsolated)();

    /// <summary>As <see cref="Read"/>, but returns at once: a worker reads while this process does something else.</summary>
    /// <param name="invocation">Where warnings and errors go.</param>
    /// <param name="assemblies">Assemblies of models as the user gave them; empty for the program's own.</param>
    /// <param name="isIsolated">In a worker? As the host does it if null.</param>
    /// <param name="nextScript">A script that may be run next; null if none is known.</param>
    /// <returns>What waits for the models, and tells what is wrong with them.</returns>
    public static Func<IReadOnlyList<DriverUnderTest>> Begin(
        Invocation invocation, IReadOnlyCollection<string> assemblies, bool? isIsolated, string? nextScript = null)
    {
        var host = invocation.Host;
        if (!(isIsolated ?? host.IsolatesByDefault))
        {
            return () => ModelLoader.Load(host.WorkingFolder, assemblies, invocation.Warn);
        }

        var (warnings, broken) = (new List<string>(), new List<string>());
        var reading = Task.Run(() =>
        {
            using var supply = CliWorkers.For(host, assemblies);
            return new WorkerCatalogue(host, supply, assemblies, nextScript).Read(warnings.Add, broken.Add);
        });
        return () =>
        {
            var models = reading.GetAwaiter().GetResult();
            warnings.ForEach(invocation.Warn);
            broken.ForEach(invocation.FallShort);
            return models;
        };
    }
}
