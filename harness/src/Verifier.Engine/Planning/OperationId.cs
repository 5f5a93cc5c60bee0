using System.Globalization;

namespace Verifier.Engine.Planning;

/// <summary>
/// One execution of one operation of a script, independent of other operations that run or are left out: the operation's place in the
/// script (depth first, 0-based) and the number of the execution (1-based; a <c>repeat</c> executes its body many times). Written <c>3</c>
/// or <c>3#2</c>.
/// </summary>
public readonly record struct OperationId(int Node, int Occurrence)
{
    /// <summary>Reads what <see cref="ToString"/> wrote; null if it did not write it.</summary>
    public static OperationId? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split('#');
        var occurrence = 1;
        var isRead = int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var node)
            && (parts.Length == 1 || (parts.Length == 2 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out occurrence)));
        return isRead && occurrence > 0 ? new OperationId(node, occurrence) : null;
    }

    /// <summary>The short text form that tokens carry.</summary>
    public override string ToString() =>
        Occurrence == 1 ? Node.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{Node}#{Occurrence}");
}
