using Verifier.Kernel;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Execution;

/// <summary>Puts the files of a script on the machine's volume.</summary>
internal static class FilesOfScript
{
    public static void Put(Machine machine, Scenario scenario, ulong seed)
    {
        var data = new WorkloadData(seed);
        foreach (var file in scenario.Files)
        {
            var made = machine.Files.Put(file.Path, file.IsDirectory, data.Bytes(file.Data));
            made.Attributes |= file.IsReadOnly ? StoredFile.ReadOnlyAttribute : 0;
        }
    }
}
