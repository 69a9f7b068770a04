namespace Tollgate.ModelCalls.References;

/// <summary>The short fields of a form that a bill stands on: which model, how many, how long.</summary>
internal sealed class FormFields
{
    private const int LongestValue = 256;

    private static readonly HashSet<string> Wanted = new(StringComparer.Ordinal) { "model", "n", "seconds" };

    private readonly Dictionary<string, string?> _values = new(StringComparer.Ordinal);

    /// <summary>The fields of a body that is no form.</summary>
    public static FormFields None { get; } = new();

    /// <summary>A field; null when it is not there, or there twice: then nobody knows which one the provider reads.</summary>
    public string? this[string name] => _values.GetValueOrDefault(name);

    /// <summary>Notes a field.</summary>
    public void Note(string name, string value)
    {
        if (Wanted.Contains(name))
        {
            _values[name] = _values.ContainsKey(name) || value.Length > LongestValue ? null : value.Trim();
        }
    }
}
