using System.Collections;
using System.Reflection;
using Verifier.Scenarios.Model;

namespace Verifier.Tests.Scenarios.Writing;

/// <summary>Compares scenarios member by member, apart from the places where their scripts say things.</summary>
internal static class SameScenario
{
    /// <summary>Where the two differ; empty when they do not.</summary>
    public static IReadOnlyList<string> Differences(object? left, object? right) => [.. Compare(left, right, "$")];

    private static IEnumerable<string> Compare(object? left, object? right, string path)
    {
        if (left is null || right is null || left.GetType() != right.GetType())
        {
            return left is null && right is null ? [] : [$"{path}: {left ?? "nothing"} and {right ?? "nothing"}"];
        }

        if (left is string || left.GetType().IsPrimitive || left.GetType().IsEnum || left is TimeSpan or Guid)
        {
            return left.Equals(right) ? [] : [$"{path}: {left} and {right}"];
        }

        return left is IEnumerable items ? Items(items, (IEnumerable)right, path) : Members(left, right, path);
    }

    private static IEnumerable<string> Items(IEnumerable left, IEnumerable right, string path)
    {
        object?[] mine = [.. left.Cast<object?>()], other = [.. right.Cast<object?>()];
        return mine.Length != other.Length
            ? [$"{path}: {mine.Length} and {other.Length} items"]
            : mine.Zip(other).SelectMany((pair, i) => Compare(pair.First, pair.Second, $"{path}[{i}]"));
    }

    private static IEnumerable<string> Members(object left, object right, string path) => left.GetType()
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(p => p.Name != nameof(ScenarioNode.Source) && p.GetIndexParameters().Length == 0)
        .SelectMany(p => Compare(p.GetValue(left), p.GetValue(right), $"{path}.{p.Name}"));
}
