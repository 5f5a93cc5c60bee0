using System.Runtime.InteropServices;

namespace Verifier.Benchmarks.Tables;

/// <summary>The machine of a table, in one line, without its name.</summary>
internal static class HostLine
{
    private const string CpuInfo = "/proc/cpuinfo";
    private const string ModelKey = "model name";

    /// <summary>Cores, processor, operating system, .NET.</summary>
    public static string Text() =>
        $"{Environment.ProcessorCount} cores, {Processor()}, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}";

    private static string Processor()
    {
        var model = File.Exists(CpuInfo) ? File.ReadLines(CpuInfo).FirstOrDefault(l => l.StartsWith(ModelKey, StringComparison.Ordinal)) : null;
        return model is null ? RuntimeInformation.ProcessArchitecture.ToString() : model[(model.IndexOf(':') + 1)..].Trim();
    }
}
