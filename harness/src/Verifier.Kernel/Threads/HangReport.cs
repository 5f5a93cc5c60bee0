using System.Text;

namespace Verifier.Kernel;

/// <summary>Says which thread waits for what when no thread can ever run again.</summary>
internal static class HangReport
{
    public static string Describe(Machine machine, IReadOnlyList<SimulatedThread> waiting)
    {
        var text = new StringBuilder("Nothing can bring this to an end: ");
        for (var i = 0; i < waiting.Count; i++)
        {
            var thread = waiting[i];
            text.Append(i > 0 ? "; " : string.Empty).Append("thread \"").Append(thread.Name).Append("\" waits for ever");
            if (thread.Wait!.Condition is { } condition)
            {
                text.Append(" for ").Append(condition.Words);
            }

            foreach (var address in thread.Wait!.Objects)
            {
                text.Append(" for ").Append(machine.Dispatcher.Describe(address));
            }
        }

        return text.Append('.').ToString();
    }
}
