using System.Globalization;
using System.Text;
using Tollgate.Security.Secrets;

namespace Tollgate.Benchmarks.Security.Corpora;

/// <summary>Fills the holes of a template: `{class:n}` with random characters, `{name}` with something made. The same seed fills the same.</summary>
internal sealed class SampleText(Random random)
{
    private const string Lower = "abcdefghijklmnopqrstuvwxyz";
    private const string Base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ" + Lower;

    private static readonly Dictionary<string, string> Classes = new(StringComparer.Ordinal)
    {
        ["a"] = Base62, ["h"] = "0123456789abcdef", ["H"] = "0123456789ABCDEF", ["l"] = "0123456789" + Lower, ["u"] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        ["w"] = Base62 + "_-", ["b"] = Base62 + "+/", ["d"] = "0123456789", ["2"] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", ["l2"] = Lower + "234567",
        ["d1"] = "123456789", ["u1"] = "ABCDEFGHJKLMNPRSTUVWXYZ", ["age"] = "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L",
    };

    private static readonly string[] Names = ["app", "svc_orders", "reporting", "anna", "deploy", "billing_rw", "airflow", "backup", "grafana_ro", "k8s-ci"];
    private static readonly string[] Hosts = ["db.corp.net", "10.20.0.14", "pg-main.internal.acme.io", "queue.prod.shopkit.dev", "registry.acme.io", "mysql-7.eu.acme.cloud"];
    private static readonly string[] Words = ["Summer", "Winter", "dragon", "Monkey", "blue", "Coffee", "Falcon", "river", "Pa55", "Tiger", "berlin", "Rocket"];

    /// <summary>The text of a template.</summary>
    public string Fill(string template)
    {
        var text = new StringBuilder();
        for (var at = 0; at < template.Length; at++)
        {
            var close = template[at] == '{' ? template.IndexOf('}', at) : -1;
            if (close < 0 || Hole(template[(at + 1)..close]) is not { } made)
            {
                var isLineEnd = IsLineEnd && template[at] == '\\' && at + 1 < template.Length && template[at + 1] == 'n';
                text.Append(isLineEnd ? '\n' : template[at]);
                at += isLineEnd ? 1 : 0;
                continue;
            }

            text.Append(made);
            at = close;
        }

        return text.ToString();
    }

    /// <summary>Whether `\n` in a template is the end of a line.</summary>
    public bool IsLineEnd { get; init; }

    /// <summary>Makes data about persons; null for texts that have none.</summary>
    public PersonalSamples? Persons { get; init; }

    private string? Hole(string hole)
    {
        var colon = hole.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0 && Classes.TryGetValue(hole[..colon], out var members) && int.TryParse(hole[(colon + 1)..], CultureInfo.InvariantCulture, out var count))
        {
            return Draw(members, count);
        }

        return Persons?.Make(hole) ?? Named(hole);
    }

    private string? Named(string hole)
    {
        return hole switch
        {
            "github" or "npm" => WithChecksum(Draw(Base62, 30)),
            "name" => Names[random.Next(Names.Length)],
            "host" => Hosts[random.Next(Hosts.Length)],
            "password" => Password(),
            "basic" => Convert.ToBase64String(Encoding.ASCII.GetBytes(Names[random.Next(Names.Length)] + ":" + Password())),
            "jwt" => Token(),
            "pgp" => Armour("PGP PRIVATE KEY BLOCK", "\n"),
            "putty" => "PuTTY-User-Key-File-3: ssh-rsa\nEncryption: none\nComment: laptop\nPublic-Lines: 1\n" + Draw(Classes["b"], 64) + "\nPrivate-Lines: 2\n" + Draw(Classes["b"], 64) + "\n" + Draw(Classes["b"], 60) + "\nPrivate-MAC: " + Draw(Classes["h"], 64),
            _ => hole.StartsWith("pem:", StringComparison.Ordinal) ? Armour(hole[4..], "") : null,
        };
    }

    private string Draw(string members, int count)
    {
        while (true)
        {
            var text = new string([.. Enumerable.Range(0, count).Select(_ => members[random.Next(members.Length)])]);
            if (count < 12 || members.Length < 16 || (text.Any(char.IsAsciiDigit) && text.Any(char.IsAsciiLetter)))
            {
                return text;
            }
        }
    }

    private static string WithChecksum(string body)
    {
        var sum = SecretChecks.Crc32(Encoding.ASCII.GetBytes(body));
        var digits = new char[6];
        for (var index = 5; index >= 0; index--, sum /= 62)
        {
            digits[index] = Base62[(int)(sum % 62)];
        }

        return body + new string(digits);
    }

    private string Password() => random.Next(3) switch
    {
        0 => Words[random.Next(Words.Length)] + Words[random.Next(Words.Length)] + random.Next(10, 9999).ToString(CultureInfo.InvariantCulture) + "!*_"[random.Next(3)],
        1 => Draw(Base62 + "!*_-", 20),
        _ => Draw(Base62 + "!*_", random.Next(10, 17)),
    };

    private string Token()
    {
        var claims = $"{{\"sub\":\"{Draw(Classes["d"], 8)}\",\"name\":\"{Names[random.Next(Names.Length)]}\",\"iat\":17{Draw(Classes["d"], 8)}}}";
        return Url("{\"alg\":\"HS256\",\"typ\":\"JWT\"}") + "." + Url(claims) + "." + Draw(Classes["w"], 43);
    }

    private static string Url(string json) => Convert.ToBase64String(Encoding.ASCII.GetBytes(json)).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private string Armour(string label, string gap)
    {
        var lines = Enumerable.Range(0, 6).Select(_ => Draw(Classes["b"], 64));
        return $"-----BEGIN {label}-----\n{gap}{string.Join('\n', lines)}\n{Draw(Classes["b"], 30)}==\n-----END {label}-----";
    }
}
