using System.Text;

namespace Tollgate.Dialects.Replies.Counting;

/// <summary>One name of a usage report and what it means.</summary>
internal sealed class UsageRow(string name, UsageRowKind kind, UsageField field = UsageField.None, UsageTable? inside = null)
{
    /// <summary>The name as bytes.</summary>
    public byte[] Name { get; } = Encoding.UTF8.GetBytes(name);

    /// <summary>How the value is read.</summary>
    public UsageRowKind Kind { get; } = kind;

    /// <summary>Where a count goes.</summary>
    public UsageField Field { get; } = field;

    /// <summary>The names inside an object.</summary>
    public UsageTable? Inside { get; } = inside;

    /// <summary>A count.</summary>
    public static UsageRow Of(string name, UsageField field) => new(name, UsageRowKind.Number, field);

    /// <summary>An object.</summary>
    public static UsageRow Of(string name, UsageTable inside) => new(name, UsageRowKind.Object, inside: inside);
}
